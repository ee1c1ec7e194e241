import type { Db } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import type { TicketAct, TicketDetail } from '../contract.ts'
import { messagesOf } from '../messages/queries.ts'
import { currentId, namesOf, ticketRow } from '../queries.ts'
import { agentIdIn, shownAct, type FoundAct } from '../rows.ts'

const MOST_ACTS = 200
const SHOWN = ['ticket.taken', 'ticket.handed-back', 'ticket.status-changed', 'ticket.merged']

/** The page of a ticket; of one that was merged into another, the other's. */
export async function ticketDetail(db: Db, wanted: number): Promise<TicketDetail> {
  const id = await currentId(db, wanted)
  if (id === undefined) throw new Refusal('not-found', 'There is no such ticket')
  const [ticket, participants, { messages, earlier }, acts, continues] = await Promise.all([
    ticketRow(db, id), participantsOf(db, id), messagesOf(db, id), actsOn(db, id), continuesOf(db, id),
  ])
  return { ticket, participants, messages, earlier, acts, continues }
}

async function participantsOf(db: Db, ticketId: number): Promise<TicketDetail['participants']> {
  type Found = { address: string, name: string, pending: number }
  const found = await db('participants').where({ ticket_id: ticketId }).orderBy('id').select<Found[]>('address', 'name', 'pending')
  return found.map(({ pending, ...person }) => ({ ...person, pending: Boolean(pending) }))
}

async function actsOn(db: Db, ticketId: number): Promise<TicketAct[]> {
  const found = await db('audit').where({ ticket_id: ticketId }).whereIn('did', SHOWN).orderBy('id', 'desc').limit(MOST_ACTS).select<FoundAct[]>('at', 'actor', 'did', 'entry')
  const names = await namesOf(db, [...new Set(found.map(({ actor }) => agentIdIn(actor)).filter(id => id !== undefined))])
  return found.reverse().map(act => shownAct(act, names))
}

async function continuesOf(db: Db, ticketId: number): Promise<TicketDetail['continues']> {
  const found = await db('tickets').join('tickets as former', 'former.id', 'tickets.continues_id').where({ 'tickets.id': ticketId })
    .first<{ id: number, reference: string } | undefined>({ id: 'former.id', reference: 'former.reference' })
  return found ?? null
}
