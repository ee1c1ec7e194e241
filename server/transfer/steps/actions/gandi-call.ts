import { RemoteFailure } from '../../../platform/errors.ts'
import type { Result } from '../../../workflows/engine/progress.ts'
import type { Acted, Call } from '../../../workflows/ports.ts'
import type { Gandi, OpenGandi, Wished } from '../../gandi/ports.ts'

/** What steps at Gandi work with. */
export type GandiWorld = { openGandi: OpenGandi }

/** Gandi, by the token of the run. */
export const gandiOf = async ({ openGandi }: GandiWorld, call: Call): Promise<Gandi> => openGandi({ token: await call.secret(call.with['token']), signal: call.signal })

// Gandi does most things within a minute, and one at a time for each domain.
const AGAIN_MS = 60_000

/** What is done by now; what is not is looked at again a little later. */
export function actedOnce(wished: readonly Wished[], result: Result, { againInMs = AGAIN_MS } = {}): Acted {
  const done = wished.filter(one => one === 'done').length
  if (done === wished.length) return { done: result }
  return { going: { done, of: wished.length, says: wished.includes('busy') ? 'Gandi is still at another operation for this domain' : 'Gandi has been asked', againInMs } }
}

/** What is taken back must have been asked for at least. */
export function takenBack(wished: Wished) {
  if (wished === 'busy') throw new RemoteFailure('Gandi', true, new Error('it is still at another operation for this domain: try again in some minutes'))
}
