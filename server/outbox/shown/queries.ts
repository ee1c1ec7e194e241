import type { Db } from '../../platform/db.ts'
import type { MailAddress, OutboxDetail, OutboxMail, OutboxPage, OutboxQuery, OutboxStatus } from '../contract.ts'
import { mayHandle, possible, views } from '../handling.ts'
import { deliveriesOf } from '../queries.ts'
import type { MailOut } from '../release.ts'

/** Who looks. */
export type Looking = { agentId: number, manages: boolean, replies: boolean }

const PAGE = 50

const COLUMNS = {
  id: 'outbox.id', kind: 'outbox.kind', state: 'outbox.state', hold: 'outbox.hold', heldUntil: 'outbox.held_until', attempts: 'outbox.attempts', nextAttemptAt: 'outbox.next_attempt_at',
  failure: 'outbox.failure', subject: 'outbox.subject', createdAt: 'outbox.created_at', sentAt: 'outbox.sent_at',
  ticketId: 'tickets.id', reference: 'tickets.reference', agentId: 'outbox.agent_id', agentName: 'agents.name', onTicket: 'messages.id',
} as const

type Row = Omit<OutboxMail, 'deliveries' | 'ticket' | 'agent' | 'may'> & {
  ticketId: number | null, reference: string | null, agentId: number | null, agentName: string | null, onTicket: number | null
}

const mails = (db: Db) => db('outbox')
  .leftJoin('tickets', 'tickets.id', 'outbox.ticket_id').leftJoin('agents', 'agents.id', 'outbox.agent_id').leftJoin('messages', 'messages.id', 'outbox.stored_message_id')

/** One page of the outbox, the newest first. */
export async function outboxPage(db: Db, { view, cursor }: OutboxQuery, looking: Looking): Promise<OutboxPage> {
  const query = mails(db).orderBy([{ column: 'outbox.created_at', order: 'desc' }, { column: 'outbox.id', order: 'desc' }]).limit(PAGE + 1)
  if (view !== 'all') {
    void query.where((any) => {
      for (const { states, holds } of views[view]) void any.orWhere((one) => { void one.whereIn('outbox.state', states).modify((more) => { if (holds) void more.whereIn('outbox.hold', holds) }) })
    })
  }
  if (cursor) {
    const [at = 0, id = 0] = cursor.split('.').map(Number)
    void query.where((before) => { void before.where('outbox.created_at', '<', at).orWhere((same) => { void same.where('outbox.created_at', at).where('outbox.id', '<', id) }) })
  }
  const found = await query.select<Row[]>(COLUMNS)
  const [shown, last] = [found.slice(0, PAGE), found[PAGE - 1]]
  return { mails: await completed(db, shown, looking), next: found.length > PAGE && last ? `${last.createdAt}.${last.id}` : null }
}

async function completed(db: Db, rows: readonly Row[], looking: Looking): Promise<OutboxMail[]> {
  const deliveries = await deliveriesOf(db, rows.map(({ id }) => id))
  return rows.map(({ ticketId, reference, agentId, agentName, onTicket, ...row }) => ({
    ...row,
    ticket: ticketId === null || reference === null ? null : { id: ticketId, reference },
    agent: agentId === null || agentName === null ? null : { id: agentId, name: agentName },
    deliveries: deliveries.get(row.id) ?? [],
    may: mayHandle(looking, { agentId }) ? possible({ ...row, hasMessage: onTicket !== null }) : [],
  }))
}

type Kept = { letter: string, sealed: number | boolean, messageId: string }
type Letter = { from: MailAddress | null, replyTo: string | null, to: MailAddress[], cc: MailAddress[], text: string, files: { filename: string, size: number }[] }

/** One mail with what it says and its history; undefined when there is none of that id. Sealed words stay sealed. */
export async function outboxDetail(db: Db, id: number, looking: Looking): Promise<OutboxDetail | undefined> {
  const row = await mails(db).where('outbox.id', id).first<Row | undefined>(COLUMNS)
  const kept = await db('outbox').where({ id }).first<Kept | undefined>({ letter: 'letter', sealed: 'sealed', messageId: 'message_id' })
  if (!row || !kept) return undefined
  const [mail] = await completed(db, [row], looking)
  const history = await db('outbox_attempts').where({ outbox_id: id }).orderBy('id').limit(500).select<OutboxDetail['history']>('at', 'server', 'address', 'result', 'answer')
  return mail && { ...mail, messageId: kept.messageId, letter: kept.sealed ? null : shownLetter(kept.letter), history }
}

function shownLetter(kept: string): Letter {
  const { from, replyTo, to, cc, text, files } = JSON.parse(kept) as Letter
  return { from, replyTo, to, cc, text, files: files.map(({ filename, size }) => ({ filename, size })) }
}

/** How mail leaves, and how much of it somebody should look at. */
export async function outboxStatus(db: Db, { mode, servers }: MailOut): Promise<OutboxStatus> {
  const counted = await db('outbox').whereIn('state', ['held', 'delayed', 'failed', 'bounced']).groupBy('state', 'hold')
    .select('state', 'hold').count<{ state: string, hold: string | null, mails: number | string }[]>({ mails: '*' })
  const count = (states: readonly string[], hold?: string) => counted.filter(one => states.includes(one.state) && (hold === undefined || one.hold === hold)).reduce((sum, { mails }) => sum + Number(mails), 0)
  const oldest = await db('outbox').where({ state: 'delayed' }).min<{ since: number | null }[]>({ since: 'first_attempt_at' })
  return {
    mode, servers,
    held: { 'trial': count(['held'], 'trial'), 'no-server': count(['held'], 'no-server'), 'stale': count(['held'], 'stale') },
    delayed: count(['delayed']), delayedSince: oldest[0]?.since ?? null, failed: count(['failed', 'bounced']),
  }
}
