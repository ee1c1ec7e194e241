import type { Db } from '../../platform/db.ts'
import type { Signer } from '../../platform/signing.ts'
import { wholeTicket } from '../../tickets/merging/queries.ts'
import { currentId } from '../../tickets/queries.ts'
import { senderOf } from '../../tickets/replying/queries.ts'
import { say } from '../../workflows/definition/conditions.ts'
import type { Progress } from '../../workflows/engine/progress.ts'
import { definitionOf } from '../../workflows/publishing/queries.ts'
import { memberUrl } from '../../workflows/runs/member-key.ts'
import { guestOf } from '../queries.ts'
import type { PortalLocale } from '../words.ts'
import { isToldToMember } from './path.ts'
import type { MemberRun, OpenRun } from './run.ts'

/** A run as its member's page shows it; undefined when there is none of that number. */
export async function memberRun(db: Db, id: number, now: Date): Promise<MemberRun | undefined> {
  type Row = { versionId: number, progress: string, rehearsal: number, aheadMs: number, ticketId: number | null }
  const row = await db('runs').where({ id }).first<Row | undefined>({ versionId: 'version_id', progress: 'progress', rehearsal: 'rehearsal', aheadMs: 'ahead_ms', ticketId: 'ticket_id' })
  if (!row) return undefined
  const ticket = row.ticketId === null ? undefined : await ticketOf(db, row.ticketId)
  const sender = await senderOf(db, ticket?.mailboxId ?? 0)
  return {
    id, definition: await definitionOf(db, row.versionId), progress: JSON.parse(row.progress) as Progress,
    rehearsal: Boolean(row.rehearsal), now: now.getTime() + row.aheadMs,
    ticket: ticket ? { id: ticket.id, reference: ticket.reference, locale: ticket.locale } : null,
    house: { name: sender?.name || 'Permanence', address: sender?.replyAddress ?? null },
  }
}

type Ticket = { id: number, reference: string, locale: string | null, mailboxId: number }

/** The ticket as it goes on today. */
const ticketOf = async (db: Db, id: number): Promise<Ticket | undefined> =>
  db('tickets').where({ id: await currentId(db, id) ?? id }).first<Ticket | undefined>({ id: 'id', reference: 'reference', locale: 'locale', mailboxId: 'mailbox_id' })

/** How many answers the member has given on this page since. */
export async function answersOf(db: Db, runId: number, since: number): Promise<number> {
  const [found] = await db('run_events').where({ run_id: runId, actor: 'member' }).where('at', '>', since).count<{ answers: number }[]>({ answers: '*' })
  return Number(found?.answers ?? 0)
}

/** The page of the ticket that somebody came from, as its link says (`REFERENCE.KEY`), when it is the ticket of the run. */
export async function ticketPageOf(db: Db, { ticket }: Pick<MemberRun, 'ticket'>, { from, signer }: { from: unknown, signer: Signer }): Promise<{ from: string, path: string } | null> {
  const [, reference, key] = typeof from === 'string' ? /^([A-Z0-9-]{8,20})\.([a-z2-7]{16})$/.exec(from) ?? [] : []
  if (reference === undefined || key === undefined || !ticket) return null
  const guest = await guestOf(db, { reference, key }, signer)
  return guest?.ticketId === ticket.id ? { from: `${reference}.${key}`, path: `/aide/${reference}/${key}` } : null
}

/** What goes on for the requester of this ticket. Rehearsals are nobody's business but ours. */
export async function openRunsFor(db: Db, { ticketId, address, locale }: { ticketId: number, address: string, locale: PortalLocale }, signer: Signer): Promise<OpenRun[]> {
  // Others who read along are sent no key: whoever has it says yes in the requester's name.
  const isRequester = await db('tickets').where({ id: ticketId }).whereRaw('lower(requester_address) = ?', [address.toLowerCase()]).first('id') !== undefined
  if (!isRequester) return []
  const rows = await db('runs').whereIn('ticket_id', await wholeTicket(db, ticketId)).where({ rehearsal: false }).whereNull('ended_at').orderBy('id').limit(20)
    .select<{ id: number, versionId: number, progress: string }[]>({ id: 'id', versionId: 'version_id', progress: 'progress' })
  const asking = await db('run_steps').whereIn('run_id', rows.map(({ id }) => id)).where({ mover: 'member' }).distinct<{ id: number }[]>({ id: 'run_id' })
  const found = await Promise.all(rows.map(async row => ({ ...row, definition: await definitionOf(db, row.versionId) })))
  return found.filter(({ definition }) => isToldToMember(definition)).map(({ id, progress, definition: { title, subject } }) => {
    const known = { start: (JSON.parse(progress) as Progress).start }
    return { title: say(title, known)[locale], subject: subject ? say(subject, known)[locale] : '', asksYou: asking.some(one => one.id === id), path: memberUrl(id, { baseUrl: '', signer }) }
  })
}
