import { log } from '../../../audit/store.ts'
import type { MailAddress } from '../../../outbox/contract.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import { ourAddresses } from '../../replying/queries.ts'
import { welcome } from '../../replying/store.ts'
import { lockTicket } from '../../store.ts'
import { isAgents, participantsAt, removeParticipants, saveRequester } from '../store.ts'

/** The ticket is somebody else's, as the original author of what was forwarded. A colleague who forwarded it takes no part in it; anybody else stays in the conversation. Answers the ticket's id. */
export async function setRequester(context: Context, ticketId: number, requester: MailAddress): Promise<number> {
  const { db } = context
  const ticket = await lockTicket(db, ticketId)
  if (!ticket) throw new Refusal('not-found', 'There is no such ticket')
  if ((await ourAddresses(db)).has(requester.address.toLowerCase())) throw new Refusal('invalid', 'This is our own address: a ticket belongs to somebody else')
  await welcome(db, { ticketId: ticket.id, sideId: null }, [requester])
  const former = ticket.requester.address.toLowerCase()
  if (former !== requester.address.toLowerCase() && await isAgents(db, former)) {
    await removeParticipants(db, (await participantsAt(db, ticket.id, former)).filter(({ sideId }) => sideId === null).map(({ id }) => id))
  }
  await saveRequester(db, ticket.id, requester)
  await log(context, { did: 'ticket.requester-changed', ticketId: ticket.id })
  await record(context, { type: 'ticket.requester-changed', ticketId: ticket.id })
  return ticket.id
}
