import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { z } from 'zod'
import { Standing } from '../../../../server/workflows/contract.ts'
import { RunFilter, RunSort } from '../../../../server/workflows/board/contract.ts'
import { endOfWeek } from './days.ts'

export type BoardView = 'mine' | 'board' | 'list'
/** What the reader chose to see of the runs; it is in the address, so that it can be shared, and come back to. */
export type BoardChoice = {
  view: BoardView
  workflow: string | undefined
  standing: Standing[]
  owner: 'me' | 'none' | number | undefined
  role: 'mine' | undefined
  overdue: 'yes' | undefined
  /** Those of which something falls within seven days, today included; what is late too. */
  due: 'week' | undefined
  rehearsal: RunFilter['rehearsal']
  ended: RunFilter['ended']
  sort: RunSort
  text: string
}

const { shape } = RunFilter
const Due = z.literal('week')

/** Reads a choice from an address. What is not understood is left out. */
export function choiceOf(query: LocationQuery): BoardChoice {
  const word = (name: string) => typeof query[name] === 'string' ? query[name] : undefined
  const view = word('view')
  return {
    view: view === 'mine' || view === 'list' ? view : 'board',
    workflow: word('workflow')?.slice(0, 60) || undefined,
    standing: (word('standing') ?? '').split(',').flatMap(name => Standing.safeParse(name).data ?? []),
    owner: shape.owner.safeParse(word('owner')).data,
    role: shape.role.safeParse(word('role')).data,
    overdue: shape.overdue.safeParse(word('overdue')).data,
    due: Due.safeParse(word('due')).data,
    rehearsal: shape.rehearsal.safeParse(word('rehearsal')).data ?? 'without',
    ended: shape.ended.safeParse(word('ended')).data ?? 'without',
    sort: RunSort.safeParse(word('sort')).data ?? 'waiting',
    text: (word('text') ?? '').slice(0, 200),
  }
}

const USUAL: Partial<Record<keyof BoardChoice, string>> = { view: 'board', rehearsal: 'without', ended: 'without', sort: 'waiting' }

/** Writes a choice as an address, without what goes without saying. */
export function addressOf(choice: BoardChoice): LocationQueryRaw {
  const said = Object.entries(choice).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value ?? '')] as const)
  return Object.fromEntries(said.filter(([name, value]) => value !== '' && value !== USUAL[name as keyof BoardChoice]))
}

/** Whether a list stands by days: it is in the order of dates, or about what is due. */
export const isByDay = ({ view, sort, due, overdue }: BoardChoice): boolean => view === 'list' && (sort === 'due' || due !== undefined || overdue !== undefined)

/** What the server is asked for: the board shows one workflow and only what goes on; a list, what was chosen. What is due is asked for by its date, from `now` on. */
export function filterOf(choice: BoardChoice, now: number): Record<string, string> {
  const listed = isByDay(choice) ? { ...choice, sort: 'due' as const, ended: 'without' as const } : choice
  const { text, due, ...rest } = addressOf(choice.view === 'list' ? listed : { ...choice, sort: 'waiting', ended: 'without' }) as Record<string, string>
  const words = text?.trim()
  delete rest['view']
  return { ...rest, ...words ? { text: words } : {}, ...due ? { dueBefore: String(endOfWeek(now)) } : {} }
}

/** Whether less is shown than there is. */
export const isNarrowed = ({ standing, owner, role, overdue, due, text, workflow, view }: BoardChoice) =>
  standing.length > 0 || owner !== undefined || role !== undefined || overdue !== undefined || due !== undefined || text.trim() !== '' || (view === 'list' && workflow !== undefined)

/** Everything there is, in the same view. */
export const widened = (choice: BoardChoice): BoardChoice =>
  ({ ...choice, standing: [], owner: undefined, role: undefined, overdue: undefined, due: undefined, text: '', ...choice.view === 'list' ? { workflow: undefined } : {} })
