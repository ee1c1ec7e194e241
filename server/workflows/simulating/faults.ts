import type { Dice } from './dice.ts'

/** What may go wrong when a port is asked. `before`: nothing was done; `after`: it was done, and nobody heard of it. */
export type Fault = 'timeout-before' | 'timeout-after' | 'twice' | 'too-many' | 'server-error' | 'session' | 'wrong-code' | 'locked' | 'killed'

const FAULTS: readonly [Fault, ...Fault[]] = ['timeout-before', 'timeout-after', 'twice', 'too-many', 'server-error', 'session', 'wrong-code', 'locked', 'killed']

/** What goes wrong with this attempt, if anything does. */
export const faultIn = (dice: Dice, attempt: string, probability: number): Fault | undefined =>
  dice.happens(`fault ${attempt}`, probability) ? dice.pick(`which ${attempt}`, FAULTS) : undefined

/** What the other side says, and whether waiting helps; undefined when it says nothing by itself. */
export const WORDS: Record<Fault, { says: string, retry: boolean, wrong?: boolean } | undefined> = {
  'timeout-before': { says: 'no answer within the time', retry: true },
  'timeout-after': { says: 'no answer within the time', retry: true },
  'twice': undefined,
  'too-many': { says: '429: too many requests', retry: true },
  'server-error': { says: '503: service unavailable', retry: true },
  'session': { says: '401: the session has expired', retry: true },
  'wrong-code': { says: 'the code is wrong', retry: false, wrong: true },
  'locked': { says: 'it is locked', retry: false },
  'killed': undefined,
}
