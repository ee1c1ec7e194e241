import { createHash } from 'node:crypto'
import type { Database, Transaction } from '../server/platform/db.ts'
import { insertRows, type Row } from '../server/platform/rows.ts'
import { randomFrom, type Random } from './mail/random.ts'
import { letter, person, subject, type Language } from './mail/words.ts'

const MESSAGES = 4
const AGENTS = 10
const AT_ONCE = 1000
const YEARS = 5
const HOUR = 3600_000

/** A word that one message in ten thousand has, and one that nearly all of them have. */
export const RARE = 'hippopotame'
export const COMMON = 'domaine'

type Filler = { random: Random, now: number, agents: number[] }

/**
 * Fills a migrated database with `tickets` tickets of four messages each, as years of work leave them: written
 * straight into the tables, so for measuring only. The search is not fed: run `permanence search rebuild`.
 */
export async function fill(database: Database, tickets: number, seed = 1): Promise<void> {
  const random = randomFrom(seed)
  const agents = await database.transaction(addAgents)
  const filler = { random, now: Date.now(), agents }
  for (let done = 0; done < tickets; done += AT_ONCE) {
    const count = Math.min(AT_ONCE, tickets - done)
    await database.transaction(async (db) => {
      const first = await takeIds(db, count * (MESSAGES + 1))
      const rows = Array.from({ length: count }, (_, index) => ticketRows(filler, { id: first + index * (MESSAGES + 1), age: 1 - (done + index) / tickets }))
      await insertRows(db, 'tickets', rows.map(({ ticket }) => ticket))
      await insertRows(db, 'messages', rows.flatMap(({ messages }) => messages))
      await insertRows(db, 'participants', rows.map(({ participant }) => participant))
      await insertRows(db, 'thread_ids', rows.flatMap(({ threads }) => threads))
    })
  }
  await database.transaction(keepCounts)
}

async function addAgents(db: Transaction): Promise<number[]> {
  await insertRows(db, 'agents', Array.from({ length: AGENTS }, (_, index) => ({ email: `fill${index}@coop.example`, name: `Bénévole ${index}`, role: 'volunteer', created_at: 0 })))
  return db('agents').where('email', 'like', 'fill%').pluck('id') as unknown as Promise<number[]>
}

async function takeIds(db: Transaction, count: number): Promise<number> {
  await db('sequences').where({ name: 'ids' }).increment('next', count)
  const { next } = await db('sequences').where({ name: 'ids' }).first('next') as { next: number }
  return next - count
}

async function keepCounts(db: Transaction) {
  await db('ticket_counts').delete()
  await db.raw('insert into ticket_counts (status, channel, assignee_id, tickets) select status, channel, assignee_id, count(*) from tickets where merged_into_id is null group by status, channel, assignee_id')
}

// Most tickets of five years are closed; what is new is recent.
function statusOf(random: Random, age: number): string {
  if (age > 0.02) return random.chance(0.97) ? 'closed' : 'solved'
  return random.one(['new', 'open', 'open', 'waiting', 'waiting', 'on-hold', 'solved', 'solved', 'closed'])
}

function ticketRows({ random, now, agents }: Filler, { id, age }: { id: number, age: number }) {
  const language: Language = random.chance(0.75) ? 'fr' : 'en'
  const author = person(random)
  const title = subject(random, language)
  const begun = Math.floor(now - age * YEARS * 365 * 24 * HOUR - random.whole(48) * HOUR)
  const status = statusOf(random, age)
  const messages = Array.from({ length: MESSAGES }, (_, index) => messageRow(random, { id: id + 1 + index, ticketId: id, at: begun + index * HOUR, language, author, title }))
  const last = messages.at(-1)
  const ticket: Row = {
    id, reference: referenceOf(id), subject: title, status,
    ...channelOf(random),
    assignee_id: status === 'new' || random.chance(0.3) ? 0 : random.one(agents),
    requester_address: author.address, requester_name: author.name, preview: String(last?.text).slice(0, 200), message_count: MESSAGES,
    last_message_id: id + MESSAGES, activity_at: begun + (MESSAGES - 1) * HOUR, waiting_since: status === 'new' || status === 'open' ? begun : null, created_at: begun,
    closed_at: status === 'closed' ? begun + 24 * HOUR : null,
  }
  const participant: Row = { ticket_id: id, kind: 'address', address: author.address, name: author.name, pending: 0 }
  const threads = messages.map(({ id: messageId, message_id }): Row => ({ hash: createHash('sha256').update(String(message_id)).digest('hex').slice(0, 32), ticket_id: id, message_id: messageId ?? null }))
  return { ticket, messages, participant, threads }
}

/** By which channel it came; of those of lists and forums, others have answered a third. */
function channelOf(random: Random): Row {
  const channel = random.one(['mail', 'mail', 'mail', 'mail', 'mail', 'mail', 'mail', 'list', 'form', 'forum'])
  const source = ['list', 'forum'].indexOf(channel) + 1
  return { channel, source_id: source || null, ranks_below: source > 0 && random.chance(0.3) ? 1 : 0 }
}

type Written = { id: number, ticketId: number, at: number, language: Language, author: { name: string, address: string }, title: string }

function messageRow(random: Random, { id, ticketId, at, language, author, title }: Written): Row {
  const words = [random.chance(0.0001) ? RARE : '', random.chance(0.9) ? COMMON : '']
  return {
    id, ticket_id: ticketId, kind: 'incoming', from_address: author.address, from_name: author.name, recipients: '{"to":[{"address":"support@coop.example","name":"Support"}],"cc":[]}',
    subject: title, message_id: `<fill.${id}@mail.example>`, fingerprint: null, raw_sha256: null,
    text: `${letter(random, language, { author: author.name, euro: false }).join('\n\n')}\n${words.join(' ')}`,
    html: null, created_at: at, sent_at: at,
  }
}

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Ten letters in the form of a reference: unique for each id. */
function referenceOf(id: number): string {
  let text = ''
  for (let rest = id; text.length < 10; rest = Math.floor(rest / LETTERS.length)) text += LETTERS[rest % LETTERS.length]
  return `${text.slice(0, 3)}-${text.slice(3, 6)}-${text.slice(6)}`
}
