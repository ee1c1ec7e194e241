import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { Standing } from '../../../../server/workflows/contract.ts'
import { RunFilter, RunSort } from '../../../../server/workflows/board/contract.ts'

export type BoardView = 'mine' | 'board' | 'list'
/** What the reader chose to see of the runs; it is in the address, so that it can be shared, and come back to. */
export type BoardChoice = {
  view: BoardView
  workflow: string | undefined
  standing: Standing[]
  owner: 'me' | 'none' | number | undefined
  role: 'mine' | undefined
  overdue: 'yes' | undefined
  rehearsal: RunFilter['rehearsal']
  ended: RunFilter['ended']
  sort: RunSort
  text: string
}

const { shape } = RunFilter

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

/** What the server is asked for: the board shows one workflow and only what goes on; a list, what was chosen. */
export function filterOf(choice: BoardChoice): Record<string, string> {
  const { text, ...rest } = addressOf(choice.view === 'list' ? choice : { ...choice, sort: 'waiting', ended: 'without' }) as Record<string, string>
  const words = text?.trim()
  delete rest['view']
  return { ...rest, ...words ? { text: words } : {} }
}

/** Whether less is shown than there is. */
export const isNarrowed = ({ standing, owner, role, overdue, text, workflow, view }: BoardChoice) =>
  standing.length > 0 || owner !== undefined || role !== undefined || overdue !== undefined || text.trim() !== '' || (view === 'list' && workflow !== undefined)

/** Everything there is, in the same view. */
export const widened = (choice: BoardChoice): BoardChoice =>
  ({ ...choice, standing: [], owner: undefined, role: undefined, overdue: undefined, text: '', ...choice.view === 'list' ? { workflow: undefined } : {} })
