import { Refusal } from '../../../platform/errors.ts'
import type { Change } from '../../change.ts'
import type { Hosting } from '../../hosting.ts'
import type { Password, Provisioner } from '../../ports.ts'

/** How one point of the contract came out. */
export type Checked = { check: string, ok: boolean, says: string, seconds: number }

/** What a check works on; `id` and `done` become known on the way. */
export type Trial = {
  provisioner: Provisioner
  /** The account that was made for the checks, once it is. */
  id: string
  login: string
  domain: string
  signal: AbortSignal
  /** What was brought about and cannot be taken back by a program: to be said at the end. */
  left: Set<string>
}

/** One point of the contract: throws when it is not kept, and otherwise says what was found. */
export type Check = { name: string, of: (trial: Trial) => Promise<string> }

/** The provisioner did something else than its contract says. */
class Unkept extends Error {}

/** Goes on when it holds. */
export function demand(holds: boolean, otherwise: string): asserts holds {
  if (!holds) throw new Unkept(otherwise)
}

/** The refusal that comes, in its own words; anything else is against the contract. */
export async function refusal(work: Promise<unknown>): Promise<Refusal> {
  try {
    await work
  }
  catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Unkept('It was done, and should have been refused.')
}

/** Does it twice, and reads: the second time changes nothing. Answers what is there then. */
export async function twice({ provisioner, id, signal }: Trial, change: Change, password?: Password): Promise<Hosting> {
  await provisioner.apply(id, change, { password, signal })
  const first = await provisioner.read(id, signal)
  await provisioner.apply(id, change, { password, signal })
  const second = await provisioner.read(id, signal)
  demand(contentOf(first) === contentOf(second), `Asked twice to do “${change.do}”, it did something the second time.`)
  return second
}

// A change that is applied meanwhile is none.
const contentOf = (hosting: Hosting) => JSON.stringify(hosting, (key, value: unknown) => key === 'applied' ? undefined : value)

/** The domain of the trial as it is read. */
export function domainIn({ domains }: Hosting, { domain }: Trial) {
  const found = domains.find(({ name }) => name === domain)
  demand(found !== undefined, `${domain} is not there when the account is read.`)
  return found
}

/** Tries one point, and tells how it came out and how long it took. */
export async function tried({ name, of }: Check, trial: Trial, clock: () => Date): Promise<Checked> {
  const began = clock().getTime()
  const told = (ok: boolean, says: string): Checked => ({ check: name, ok, says, seconds: (clock().getTime() - began) / 1000 })
  try {
    trial.signal.throwIfAborted()
    return told(true, await of(trial))
  }
  catch (error) {
    return told(false, error instanceof Error ? error.message : String(error))
  }
}
