import { Standing } from '../contract.ts'
import type { RunFilter, RunSort } from './contract.ts'

/** How runs stand that are over. */
const OVER: readonly Standing[] = ['finished', 'cancelled']
const isOver = (standing: Standing) => OVER.includes(standing)

/** The standings that a filter asks for, those that go on and those that are over. A standing that is named is meant, whatever is said of those that are over. */
export function standingsOf({ standing, ended }: Pick<RunFilter, 'standing' | 'ended'>): { open: Standing[], over: Standing[] } {
  const all = Standing.options
  const asked = standing?.length ? all.filter(one => standing.includes(one)) : all.filter(one => isOver(one) ? ended !== 'without' : ended !== 'only')
  return { open: asked.filter(one => !isOver(one)), over: asked.filter(isOver) }
}

/** When the next thing of a run falls, by our clock: the dates of a rehearsal are told by its own. Runs that have not moved since there is such a date have that of their next step. */
export const FALLS = '(coalesce(runs.falls_at, runs.due_at) - runs.ahead_ms)'

/** The three columns that order what goes on, all of them rising; the last one is different for each run. */
export const orderOf: Record<RunSort, readonly [string, string, string]> = {
  waiting: ['case when runs.standing = \'blocked\' then 0 else 1 end', 'runs.since', 'runs.id'],
  due: [`case when ${FALLS} is null then 1 else 0 end`, `coalesce(${FALLS}, runs.since)`, 'runs.id'],
  started: ['-runs.started_at', '-runs.id', 'runs.id'],
}
