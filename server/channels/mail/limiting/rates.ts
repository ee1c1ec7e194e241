import type { Arrived, Intake } from '../intake.ts'
import type { Counted } from './counted.ts'
import { rateLimits, STEP_MS, type LimitName, type Rate } from './rate-limits.ts'

/** A message that was taken in, as far as the limits of later ones need to know. `opens`: it opened its ticket. */
export type TakenIn = Pick<Counted, 'sender' | 'source' | 'words' | 'shape' | 'at'> & { intakeId: number, ticketId: number, opens: boolean }

type Former = Pick<TakenIn, 'words' | 'shape' | 'ticketId' | 'opens' | 'at'>

/** What the database knows of the senders and sources of a batch. */
export type KnownRates = {
  bySender: ReadonlyMap<string, readonly Former[]>
  /** How many came from each source, by the beginning of the step of time they came in. */
  bySource: ReadonlyMap<string, ReadonlyMap<number, number>>
  /** The senders to whom an acknowledgement went within a day. */
  acknowledged: ReadonlySet<string>
}

/** How much was taken in from whom, while a batch is decided: each message counts for those after it. */
export class Rates {
  readonly #bySender: Map<string, Former[]>
  readonly #bySource: Map<string, Map<number, number>>
  readonly #acknowledged: ReadonlySet<string>
  readonly #coming: ReadonlyMap<Arrived, Counted>
  /** What this batch took in. */
  readonly taken: TakenIn[] = []

  /** `coming`: how the messages of the batch count; of those that are missing no limit knows anything. */
  constructor(coming: ReadonlyMap<Arrived, Counted>, { bySender, bySource, acknowledged }: KnownRates) {
    this.#coming = coming
    this.#bySender = new Map([...bySender].map(([sender, former]) => [sender, [...former]]))
    this.#bySource = new Map([...bySource].map(([source, steps]) => [source, new Map(steps)]))
    this.#acknowledged = acknowledged
  }

  /** Which limit a message would exceed on this ticket, or opening one (null). */
  exceeded(arrived: Arrived, ticketId: number | null): LimitName | undefined {
    const counted = this.#coming.get(arrived)
    if (!counted) return undefined
    const former = this.#bySender.get(counted.sender) ?? []
    const source = counted.isHost ? 'too-many-from-host' : 'too-many-from-domain'
    const byPerson = counted.isList ? this.#ofList(former, counted) : this.#ofPerson(former, counted, ticketId)
    return byPerson ?? (rateLimits[source].some(rate => this.#fromSource(counted, rate) >= rate.most) ? source : undefined)
  }

  /** Whether its author has said the same before, numbers apart: one who is told twice that their message has arrived may be a machine that answers that. */
  repeats(arrived: Arrived): boolean {
    const { sender, shape = null, at = 0 } = this.#coming.get(arrived) ?? {}
    return sender !== undefined && shape !== null && (this.#bySender.get(sender) ?? []).some(former => former.shape === shape && former.at <= at)
  }

  /** What was taken in counts from now on; what was refused or ignored does not. */
  note({ id: intakeId, arrived, state, ticketId }: Pick<Intake, 'id' | 'arrived' | 'state' | 'ticketId'>) {
    const counted = this.#coming.get(arrived)
    if (!counted || ticketId === null || (state !== 'opened' && state !== 'joined')) return
    const { sender, source, words, shape, at } = counted
    const opens = state === 'opened'
    this.taken.push({ intakeId, sender, source, words, shape, at, ticketId, opens })
    const former = this.#bySender.get(sender) ?? []
    former.push({ words, shape, ticketId, opens, at })
    this.#bySender.set(sender, former)
    const [steps, step] = [this.#bySource.get(source) ?? new Map<number, number>(), at - at % STEP_MS]
    this.#bySource.set(source, steps.set(step, (steps.get(step) ?? 0) + 1))
  }

  #ofPerson(former: readonly Former[], counted: Counted, ticketId: number | null): LimitName | undefined {
    const { words, shape, sender } = counted
    const exceeds = (name: LimitName, like: (one: Former) => boolean) => isExceeded(former.filter(like), counted.at, rateLimits[name])
    const found: [LimitName, () => boolean][] = [
      ['same-words', () => exceeds('same-words', one => one.words === words)],
      ['loop', () => shape !== null && this.#acknowledged.has(sender) && exceeds('loop', one => one.shape === shape)],
      ['too-many-on-ticket', () => ticketId !== null && exceeds('too-many-on-ticket', one => one.ticketId === ticketId && !one.opens)],
      ['too-many-from-sender', () => ticketId === null && exceeds('too-many-from-sender', one => one.opens)],
    ]
    return found.find(([, is]) => is())?.[0]
  }

  #ofList(former: readonly Former[], { at }: Counted): LimitName | undefined {
    return isExceeded(former, at, rateLimits['too-many-from-list']) ? 'too-many-from-list' : undefined
  }

  #fromSource({ source, at }: Counted, { within }: Rate): number {
    let sum = 0
    for (const [step, count] of this.#bySource.get(source) ?? []) if (step > at - within && step <= at) sum += count
    return sum
  }
}

const isExceeded = (former: readonly Former[], at: number, rates: readonly Rate[]) =>
  rates.some(({ most, within }) => former.filter(one => one.at > at - within && one.at <= at).length >= most)
