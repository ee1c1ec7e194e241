import type { World } from '../server/compose.ts'
import { Refusal } from '../server/platform/errors.ts'
import { demonstration } from './demonstration.ts'
import { feed } from './feed.ts'
import { forumIn } from './forum-in.ts'
import { housekeeping } from './housekeeping.ts'
import { jobs } from './jobs.ts'
import { mailIn } from './mail-in.ts'
import { timers } from './timers.ts'
import { outbox } from './outbox.ts'
import type { Worker } from './worker.ts'

const workers: Record<string, Worker> = { 'mail-in': mailIn, 'forum-in': forumIn, outbox, feed, jobs, timers, housekeeping, demonstration }

/** The workers there are. */
export const workerNames = Object.keys(workers)

/** Reads what the command line says: `all`, `none`, or names with commas. */
export function chosenWorkers(text: string): string[] {
  if (text === 'all') return workerNames
  if (text === 'none') return []
  return knownWorkers(text.split(',').map(name => name.trim()).filter(Boolean))
}

/** The names as they are; refuses one that is no worker. */
export function knownWorkers(names: readonly string[]): string[] {
  const unknown = names.filter(name => !(name in workers))
  if (unknown.length > 0) throw new Refusal('invalid', `There is no worker named ${unknown.join(', ')}. There are: ${workerNames.join(', ')}.`)
  return [...new Set(names)]
}

/** Starts the workers named; the promise ends when all of them have stopped, after `signal` told them to. */
export async function startWorkers(world: World, names: readonly string[], signal: AbortSignal): Promise<void> {
  await Promise.all(names.map(name => workers[name]?.(world, signal)))
}
