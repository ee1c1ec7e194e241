import type { Db } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { failingAmong } from '../../outbox/failing/queries.ts'
import type { TicketAct, TicketDetail } from '../contract.ts'
import { blockersOf } from '../blockers/queries.ts'
import { discussionsOf } from '../discussions/queries.ts'
import { voiceIn } from '../discussions/voices.ts'
import { messagesOf } from '../messages/queries.ts'
import { joinedOn, voicesOn } from '../people/queries.ts'
import { recipientsOn, senderOf } from '../replying/queries.ts'
import { othersOf } from '../doubles/queries.ts'
import { splitsOf } from '../splitting/queries.ts'
import { currentId, namesOf, ticketRow } from '../queries.ts'
import { agentIdIn, shownAct, type FoundAct } from '../rows.ts'

const MOST_ACTS = 200
const SHOWN = ['ticket.taken', 'ticket.handed-back', 'ticket.status-changed', 'ticket.merged', 'ticket.split', 'ticket.split-from', 'ticket.address-failed', 'ticket.address-works', 'ticket.overruled', 'ticket.said-solved']

/** The page of a ticket; of one that was merged into another, the other's. */
export async function ticketDetail(db: Db, wanted: number): Promise<TicketDetail> {
  const id = await currentId(db, wanted)
  if (id === undefined) throw new Refusal('not-found', 'There is no such ticket')
  const [ticket, conversation, { messages, earlier }, acts, links, splits, others, discussions, identities, voices, blockers] = await Promise.all([
    ticketRow(db, id), conversationOf(db, id), messagesOf(db, id), actsOn(db, id), linksOf(db, id), splitsOf(db, id), othersOf(db, id), discussionsOf(db, id), joinedOn(db, id), voicesOn(db, id), blockersOf(db, id),
  ])
  const { mailboxId, ...standing } = links
  const [sender, recipients] = await Promise.all([senderOf(db, mailboxId), recipientsOn(db, ticket)])
  const failing = await failingAmong(db, [ticket.requester, ...conversation.participants, ...conversation.sides.flatMap(side => side.participants), ...recipients.to, ...recipients.cc].map(({ address }) => address))
  return { ticket, ...conversation, failing, messages: messages.map(message => ({ ...message, voice: voiceIn(voices, message) })), earlier, acts, splits, discussions, identities, blockers, ...others, ...standing, sender: sender ? { address: sender.address, name: sender.name, signature: sender.signature } : null, recipients }
}

/** Who belongs to the conversation, and to the side threads beside it. */
async function conversationOf(db: Db, ticketId: number): Promise<Pick<TicketDetail, 'participants' | 'sides'>> {
  type Found = { address: string, name: string, pending: number, sideId: number | null }
  const found = await db('participants').where({ ticket_id: ticketId }).orderBy('id').select<Found[]>({ address: 'address', name: 'name', pending: 'pending', sideId: 'side_id' })
  const people = (wanted: number | null) => found.filter(({ sideId }) => sideId === wanted).map(({ address, name, pending }) => ({ address, name, pending: Boolean(pending) }))
  const sides = await db('side_threads').where({ ticket_id: ticketId }).orderBy('id').select<{ id: number, subject: string }[]>('id', 'subject')
  return { participants: people(null), sides: sides.map(side => ({ ...side, participants: people(side.id) })) }
}

async function actsOn(db: Db, ticketId: number): Promise<TicketAct[]> {
  const found = await db('audit').where({ ticket_id: ticketId }).whereIn('did', SHOWN).orderBy('id', 'desc').limit(MOST_ACTS).select<FoundAct[]>('at', 'actor', 'did', 'entry')
  const names = await namesOf(db, [...new Set(found.map(({ actor }) => agentIdIn(actor)).filter(id => id !== undefined))])
  return found.reverse().map(act => shownAct(act, names))
}

type Other = { id: number, reference: string, subject: string }

/** How it hangs together with other tickets, and by which mailbox it is answered. */
async function linksOf(db: Db, ticketId: number): Promise<Pick<TicketDetail, 'continues' | 'related' | 'merged' | 'version'> & { mailboxId: number }> {
  type Found = { version: number, mailboxId: number, continuesId: number | null, relatedId: number | null }
  const row = await db('tickets').where({ id: ticketId }).first<Found | undefined>({ version: 'version', mailboxId: 'mailbox_id', continuesId: 'continues_id', relatedId: 'related_id' })
  const { version = 0, mailboxId = 0, continuesId = null, relatedId = null } = row ?? {}
  const [continues, related, merged] = await Promise.all([otherTicket(db, continuesId), otherTicket(db, relatedId), mergesInto(db, ticketId)])
  return { version, mailboxId, merged, related, continues: continues && { id: continues.id, reference: continues.reference } }
}

async function otherTicket(db: Db, id: number | null): Promise<Other | null> {
  return id === null ? null : await db('tickets').where({ id }).first<Other | undefined>('id', 'reference', 'subject') ?? null
}

async function mergesInto(db: Db, ticketId: number): Promise<TicketDetail['merged']> {
  return db('merges').join('tickets', 'tickets.id', 'merges.from_id').where({ into_id: ticketId, undone_at: null }).orderBy('merges.id')
    .select<TicketDetail['merged']>({ id: 'merges.id', ticketId: 'tickets.id', reference: 'tickets.reference', subject: 'tickets.subject', at: 'merges.created_at' })
}
