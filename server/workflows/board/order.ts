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

/** The three columns that order what goes on, all of them rising; the last one is different for each run. */
export const orderOf: Record<RunSort, readonly [string, string, string]> = {
  waiting: ['case when runs.standing = \'blocked\' then 0 else 1 end', 'runs.since', 'runs.id'],
  due: ['case when runs.due_at is null then 1 else 0 end', 'coalesce(runs.due_at, runs.since)', 'runs.id'],
  started: ['-runs.started_at', '-runs.id', 'runs.id'],
}
