import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import type { ParticipantRequest } from '../../replying/contract.ts'
import { acceptMessages } from '../../replying/store.ts'
import { lockTicket } from '../../store.ts'
import { admit, participantsAt, removeParticipants } from '../store.ts'

/** An agent says whether somebody who wrote without belonging to the ticket may: after a yes they read and get what the others do; after a no, what they wrote stays for agents alone. Answers the ticket's id. */
export async function judgeStranger(context: Context, ticketId: number, { address, accepted, messageId }: ParticipantRequest): Promise<number> {
  const { db } = context
  const ticket = await lockTicket(db, ticketId)
  if (!ticket) throw new Refusal('not-found', 'There is no such ticket')
  const waiting = (await participantsAt(db, ticket.id, address)).filter(({ pending }) => pending).map(({ id }) => id)
  if (waiting.length === 0 && !accepted) throw new Refusal('not-found', 'Nobody of this address waits for a yes here')
  if (accepted) {
    await admit(db, waiting)
    await acceptMessages(db, ticket.id, { address, messageId })
  }
  else await removeParticipants(db, waiting)
  await log(context, { did: accepted ? 'ticket.participant-accepted' : 'ticket.participant-refused', ticketId: ticket.id, participants: waiting.length })
  await record(context, { type: 'ticket.changed', ticketId: ticket.id })
  return ticket.id
}
