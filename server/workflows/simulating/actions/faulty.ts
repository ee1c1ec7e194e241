import type { Database } from '../../../platform/db.ts'
import { Refusal, RemoteFailure } from '../../../platform/errors.ts'
import type { ActionPort, Call, Ports, ProbePort } from '../../ports.ts'
import type { Dice } from '../dice.ts'
import { faultIn, WORDS, type Fault } from '../faults.ts'
import type { Outside } from './outside.ts'

/** The worker dies here, as by kill -9: what was not committed is not, and nobody hears of it. */
export class Killed extends Error {}

/** `dying`: the process is dead from here on; nothing is written any more until another one begins. */
export type Chance = { dice: Dice, probability: number, outside: Outside, dying: boolean }

/** The same ports, on an outside that fails in every documented way. What was done under a key is done once: an adapter looks before it acts. */
export function faultyPorts(ports: Ports, chance: Chance): Ports {
  const named = <T, R>(all: Readonly<Record<string, T>>, make: (port: T) => R) => Object.fromEntries(Object.entries(all).map(([name, port]) => [name, make(port)]))
  return { actions: named(ports.actions, action => faultyAction(action, chance)), probes: named(ports.probes, probe => faultyProbe(probe, chance)) }
}

function faultyAction(action: ActionPort, chance: Chance): ActionPort {
  const { outside } = chance
  return {
    ...action,
    async ensure(call) {
      const fault = next(chance, `act ${call.key}`)
      complainUnless(fault, ['timeout-after', 'twice', 'killed'])
      const known = outside.resultOf(call.key)
      const acted = known ?? await dyingWith(chance, () => action.ensure(call))
      if (!known && 'done' in acted) outside.keep(call.key, acted)
      chance.dying = fault === 'killed'
      complainUnless(fault, LATE)
      return acted
    },
    ...action.undo && {
      async undo(call: Parameters<NonNullable<ActionPort['undo']>>[0]) {
        const fault = next(chance, `undo ${call.key}`)
        complainUnless(fault, ['timeout-after', 'twice', 'killed'])
        if (outside.resultOf(call.key)) {
          await dyingWith(chance, async () => action.undo?.(call))
          outside.takeBack(call.key)
        }
        chance.dying = fault === 'killed'
        complainUnless(fault, LATE)
      },
    },
  }
}

/** A port that works in our own database may die there: with it the process that asked, before it could tell anybody. */
async function dyingWith<T>(chance: Chance, work: () => Promise<T>): Promise<T> {
  try { return await work() }
  catch (error) {
    if (error instanceof Killed) chance.dying = true
    throw error
  }
}

function faultyProbe(probe: ProbePort, chance: Chance): ProbePort {
  return {
    ...probe,
    async look(call: Call) {
      const fault = next(chance, `look ${call.key}`)
      chance.dying = fault === 'killed'
      complainUnless(fault, LATE)
      return probe.look(call)
    },
  }
}

// What shows in another way than by words.
const LATE = ['twice', 'killed'] as const

const next = ({ dice, probability, outside }: Chance, what: string) => probability > 0 ? faultIn(dice, `${what} ${outside.attempt(what)}`, probability) : undefined

/** Says what the other side says, unless this fault shows later. */
function complainUnless(fault: Fault | undefined, later: readonly Fault[]) {
  const words = fault === undefined || later.includes(fault) ? undefined : WORDS[fault]
  if (!words) return
  throw words.retry ? new RemoteFailure('simulated', true, words.says) : new Refusal(words.wrong ? 'invalid' : 'conflict', words.says)
}

/** A database whose process may die around each commit: before it, and nothing is kept; after it, and whoever asked never hears. */
export function mortal(database: Database, chance: Chance): Database {
  const { dice, probability, outside } = chance
  return {
    ...database,
    async transaction(work) {
      if (chance.dying) {
        chance.dying = false
        throw new Killed()
      }
      const attempt = probability > 0 ? `commit ${outside.attempt('commit')}` : ''
      const dies = attempt !== '' && dice.happens(attempt, probability / 5)
      const early = dice.happens(`early ${attempt}`, 0.5)
      const answer = await database.transaction(async (db) => {
        const result = await work(db)
        if (dies && early) throw new Killed()
        return result
      })
      if (dies) throw new Killed()
      return answer
    },
  }
}
