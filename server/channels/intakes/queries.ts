import type { Db } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { PARSER_VERSION } from '../understanding/parser-version.ts'
import { IntakeState, type IntakeCounts, type IntakeDetail, type IntakeLine, type IntakePage, type IntakeQuery } from './contract.ts'
import { possible, reasonIn } from './possible.ts'

const PAGE = 50
type Query = ReturnType<Db>
// A text is looked for in so many rows at a time, so that one which stands nowhere costs no more than one which stands everywhere.
const LOOKED_THROUGH = 20_000

const COLUMNS = {
  id: 'intakes.id', source: 'intakes.source', state: 'intakes.state', stored: 'intakes.reason', size: 'intakes.size', sha256: 'intakes.sha256',
  fromAddress: 'intakes.from_address', fromName: 'intakes.from_name', subject: 'intakes.subject', deliveredAt: 'intakes.delivered_at', at: 'intakes.created_at',
  mailboxId: 'mailboxes.id', mailboxName: 'mailboxes.name', ticketId: 'tickets.id', reference: 'tickets.reference', ticketOf: 'intakes.ticket_id',
  messageAddress: 'messages.from_address', messageName: 'messages.from_name', messageSubject: 'messages.subject',
  dismissedAt: 'intakes.dismissed_at', dismissedBy: 'agents.id', dismisser: 'agents.name', dismissedWhy: 'intakes.dismissed_why',
} as const

const DETAILS = { folder: 'mailboxes.folder', uidValidity: 'intakes.uid_validity', uid: 'intakes.uid', envelope: 'intakes.envelope', messageId: 'intakes.message_id' } as const

type Row = Pick<IntakeLine, 'id' | 'source' | 'state' | 'size' | 'subject' | 'at'> & {
  stored: string, sha256: string | null, fromAddress: string | null, fromName: string | null, deliveredAt: number | null
  mailboxId: number | null, mailboxName: string | null, ticketId: number | null, reference: string | null, ticketOf: number | null
  messageAddress: string | null, messageName: string | null, messageSubject: string | null
  dismissedAt: number | null, dismissedBy: number | null, dismisser: string | null, dismissedWhy: string | null
}
type DetailRow = Row & { folder: string | null, uidValidity: string | null, uid: number | null, envelope: string | null, messageId: string | null }

const named = (db: Db) => db('intakes').leftJoin('mailboxes', 'mailboxes.id', 'intakes.mailbox_id').leftJoin('messages', 'messages.id', 'intakes.stored_message_id')
  // Where its message stands today: it may have been merged or split off since.
  .leftJoin('tickets', 'tickets.id', db.raw('coalesce(messages.ticket_id, intakes.ticket_id)'))
 .leftJoin('agents', 'agents.id', 'intakes.dismissed_by')

/** A page of the messages that came, the latest first. */
export async function intakePage(db: Db, query: IntakeQuery): Promise<IntakePage> {
  const { text } = query
  const floor = text ? await lastLookedAt(db, query) : undefined
  const ids = await asked(db('intakes'), query).modify((some) => {
    if (text) void some.modify(holding, text)
    if (floor !== undefined) void some.where('id', '>=', floor)
  }).orderBy('id', 'desc').limit(PAGE + 1).select<{ id: number }[]>('id')
  const shown = ids.slice(0, PAGE).map(({ id }) => id)
  const rows = await named(db).whereIn('intakes.id', shown).orderBy('intakes.id', 'desc').select<Row[]>(COLUMNS)
  const more = ids.length > PAGE ? shown.at(-1) : floor
  return { intakes: rows.map(lineOf), next: more ?? null }
}

/** The oldest id that one page with a text looks at; undefined when it reaches the end. */
async function lastLookedAt(db: Db, query: IntakeQuery): Promise<number | undefined> {
  const [found] = await asked(db('intakes'), query).orderBy('id', 'desc').offset(LOOKED_THROUGH - 1).limit(1).select<{ id: number }[]>('id')
  return found?.id
}

function asked(intakes: Query, { state, mailbox, cursor }: IntakeQuery) {
  if (state === 'attention') void intakes.modify(needingAttention)
  else if (state !== undefined) void intakes.where({ state })
  if (mailbox !== undefined) void intakes.where({ mailbox_id: mailbox })
  if (cursor !== undefined) void intakes.where('id', '<', cursor)
  return intakes
}

const needingAttention = (intakes: Query) => { void intakes.whereIn('state', ['quarantined', 'refused']).whereNull('dismissed_at') }

function holding(intakes: Query, text: string) {
  const like = `%${text.replaceAll(/[!%_]/g, sign => `!${sign}`)}%`
  void intakes.where((any) => { for (const column of ['from_address', 'from_name', 'subject']) void any.orWhereRaw('?? like ? escape \'!\'', [column, like]) })
}

/** How many ended in each state, and how many wait for somebody. */
export async function intakeCounts(db: Db): Promise<IntakeCounts> {
  const found = await db('intakes').groupBy('state').select('state').count<{ state: IntakeState, total: number }[]>({ total: '*' })
  const counted = new Map(found.map(({ state, total }) => [state, Number(total)]))
  const [[attention], [outdated]] = await Promise.all([
    db('intakes').modify(needingAttention).count<{ total: number }[]>({ total: '*' }),
    db('intakes').modify(quarantinedBy('older')).count<{ total: number }[]>({ total: '*' }),
  ])
  const states = Object.fromEntries(IntakeState.options.map(state => [state, counted.get(state) ?? 0])) as IntakeCounts['states']
  return { states, attention: Number(attention?.total ?? 0), outdated: Number(outdated?.total ?? 0) }
}

/** Quarantined messages whose bytes are kept and that nobody has dismissed: all, or those that an older reader failed on. */
function quarantinedBy(reader: 'any' | 'older') {
  return (intakes: Query) => {
    void intakes.where({ state: 'quarantined' }).whereNull('dismissed_at').whereNotNull('sha256')
    if (reader === 'older') void intakes.where((older) => { void older.whereNull('parser_version').orWhere('parser_version', '<', PARSER_VERSION) })
  }
}

/** The ids of quarantined messages to try again, the oldest first. */
export async function quarantinedAfter(db: Db, { after, limit, by }: { after: number, limit: number, by: 'any' | 'older' }): Promise<number[]> {
  const found = await db('intakes').modify(quarantinedBy(by)).where('id', '>', after).orderBy('id').limit(limit).select<{ id: number }[]>('id')
  return found.map(({ id }) => id)
}

/** One message with all that was noted of it. */
export async function intakeDetail(db: Db, id: number): Promise<IntakeDetail> {
  const row = await named(db).where('intakes.id', id).first<DetailRow | undefined>({ ...COLUMNS, ...DETAILS })
  if (!row) throw new Refusal('not-found', 'There is no such message')
  const { folder, uidValidity, uid, messageId, sha256 } = row
  return { ...lineOf(row), place: folder === null ? null : { folder, uidValidity, uid }, envelope: envelopeIn(row.envelope), messageId, sha256 }
}

function envelopeIn(stored: string | null): IntakeDetail['envelope'] {
  if (stored === null) return null
  const { from, to, remote } = JSON.parse(stored) as { from: string | null, to: string[], remote?: string }
  return { from, to, remote: remote ?? null }
}

/** The digest of its bytes. */
export async function keptOf(db: Db, id: number): Promise<{ sha256: string, size: number }> {
  const row = await db('intakes').where({ id }).first<{ sha256: string | null, size: number } | undefined>('sha256', 'size')
  if (!row?.sha256) throw new Refusal('not-found', 'There are no bytes of this message')
  return { sha256: row.sha256, size: row.size }
}

function lineOf(row: Row): IntakeLine {
  const { id, source, state, size, at, mailboxId, mailboxName, ticketId, reference } = row
  const hasBytes = row.sha256 !== null
  return {
    id, source, state, size, at, hasBytes, ...reasonIn(row.stored),
    from: personOf(row.fromAddress, row.fromName) ?? personOf(row.messageAddress, row.messageName),
    subject: row.subject ?? row.messageSubject,
    deliveredAt: row.deliveredAt ?? at,
    mailbox: mailboxId === null || mailboxName === null ? null : { id: mailboxId, name: mailboxName },
    ticket: ticketId === null || reference === null ? null : { id: ticketId, reference },
    dismissed: dismissalIn(row),
    may: possible({ state, hasBytes, isOnTicket: row.ticketOf !== null, isDismissed: row.dismissedAt !== null }),
  }
}

const personOf = (address: string | null, name: string | null) => address ? { address, name: name ?? '' } : null

function dismissalIn({ dismissedAt, dismissedBy, dismisser, dismissedWhy }: Row): IntakeLine['dismissed'] {
  if (dismissedAt === null) return null
  return { at: dismissedAt, by: dismissedBy === null ? null : { id: dismissedBy, name: dismisser ?? '' }, why: dismissedWhy ?? '' }
}
