import type { Db } from '../../../platform/db.ts'
import { slices } from '../../../platform/rows.ts'
import { entranceOf, type Entrance } from '../entrances.ts'
import type { Arrived } from '../intake.ts'
import { countedAs, senderKey, type Counted } from './counted.ts'
import { LOOK_BACK_MS, rateLimits, STEP_MS } from './rate-limits.ts'
import { Rates, type KnownRates, type TakenIn } from './rates.ts'

/** How much came lately from those who send this batch. Nothing is asked of the database when no limit concerns any of it. */
export async function ratesFor(db: Db, arrivals: readonly Arrived[], { entrances, now }: { entrances: readonly Entrance[], now: Date }): Promise<Rates> {
  const counted = new Map<Arrived, Coming>()
  for (const arrived of arrivals) {
    if (!('mail' in arrived.understood)) continue
    const { mail } = arrived.understood
    const one = countedAs({ arrived, mail, entrance: entranceOf(arrived, entrances) })
    if (one) counted.set(arrived, { ...one, author: mail.from?.address.toLowerCase() ?? '' })
  }
  return new Rates(counted, counted.size === 0 ? NOTHING : await ratesKnown(db, [...counted.values()], now))
}

type Coming = Counted & { author: string }

const NOTHING: KnownRates = { bySender: new Map(), bySource: new Map(), acknowledged: new Set() }

/** Two questions for the whole batch, and a third when somebody repeats themselves. */
async function ratesKnown(db: Db, coming: readonly Coming[], now: Date): Promise<KnownRates> {
  const [first, last] = coming.reduce(([earliest, latest], { at }) => [Math.min(earliest, at), Math.max(latest, at)], [Infinity, -Infinity])
  const bySender = await ofSenders(db, [...new Set(coming.map(({ sender }) => sender))], { after: first - LOOK_BACK_MS, upTo: last })
  const bySource = await ofSources(db, [...new Set(coming.map(({ source }) => source))], { after: first - LOOK_BACK_MS, upTo: last })
  return { bySender, bySource, acknowledged: await acknowledgedAmong(db, repeating(coming, bySender), now.getTime() - LOOK_BACK_MS) }
}

type Span = { after: number, upTo: number }

async function ofSenders(db: Db, senders: readonly string[], { after, upTo }: Span) {
  type Found = Pick<TakenIn, 'sender' | 'words' | 'shape' | 'ticketId' | 'at'> & { opens: number | boolean }
  const found: Found[] = []
  for (const some of slices(senders)) {
    found.push(...await db('taken_in').whereIn('sender', some).where('at', '>', after).where('at', '<=', upTo)
      .select<Found[]>({ sender: 'sender', words: 'words', shape: 'shape', ticketId: 'ticket_id', at: 'at', opens: 'opens' }))
  }
  return Map.groupBy(found.map(({ opens, ...one }) => ({ ...one, opens: Boolean(opens) })), ({ sender }) => sender)
}

async function ofSources(db: Db, sources: readonly string[], { after, upTo }: Span) {
  const bySource = new Map<string, Map<number, number>>()
  for (const some of slices(sources)) {
    const found = await db('taken_in').whereIn('source', some).where('at', '>', after).where('at', '<=', upTo)
      .groupByRaw('source, at - at % ?', [STEP_MS]).select<{ source: string, step: number, total: number }[]>('source', db.raw('at - at % ? as step', [STEP_MS]), db.raw('count(*) as total'))
    for (const { source, step, total } of found) bySource.set(source, (bySource.get(source) ?? new Map<number, number>()).set(Number(step), Number(total)))
  }
  return bySource
}

/** The authors who say so often the same that it matters whether we have written to them. */
function repeating(coming: readonly Coming[], bySender: KnownRates['bySender']): string[] {
  const [{ most }] = rateLimits.loop
  const alike = ({ sender, shape }: Coming) => [...bySender.get(sender) ?? [], ...coming.filter(one => one.sender === sender)].filter(one => one.shape === shape).length
  const authors = coming.filter(({ shape, isList }) => shape !== null && !isList)
  return [...new Set(authors.filter(one => alike(one) > most).map(({ author }) => author))]
}

async function acknowledgedAmong(db: Db, addresses: readonly string[], since: number): Promise<Set<string>> {
  const keys = new Set<string>()
  for (const some of slices(addresses)) {
    const found = await db('outbox').where({ kind: 'acknowledgement' }).where('outbox.created_at', '>', since)
      .join('deliveries', 'deliveries.outbox_id', 'outbox.id').whereIn('deliveries.address', some).distinct<{ address: string }[]>('deliveries.address as address')
    for (const { address } of found) keys.add(senderKey(address))
  }
  return keys
}
