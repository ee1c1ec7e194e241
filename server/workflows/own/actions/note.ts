import { log } from '../../../audit/store.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import { NoteRequest } from '../../../tickets/contract.ts'
import { addSaid } from '../../../tickets/store.ts'
import type { ActionPort } from '../../ports.ts'
import { once, ticketOf, type OwnWorld } from './once.ts'

/** `ticket.note`: leaves a note for agents on the run's ticket. */
export const noteAction = (world: OwnWorld): ActionPort => ({
  takes: { needed: ['text'] },
  gives: ['message'],
  async ensure(call) {
    const read = NoteRequest.safeParse(call.with)
    if (!read.success) throw new Refusal('invalid', 'A note needs a text')
    const messageId = await world.newId()
    const done = await once(world, call.key, async (context) => {
      const ticket = await ticketOf(context, call)
      const author = { id: null, name: call.run.subject.slice(0, 200), email: '' }
      await addSaid(context.db, ticket, { id: messageId, ticketId: ticket.id, sideId: null, kind: 'note', author, runId: call.run.id, to: [], cc: [], subject: '', messageId: null, text: read.data.text, at: context.now, former: null })
      await log(context, { did: 'ticket.noted', ticketId: ticket.id, messageId, runId: call.run.id })
      await record(context, { type: 'ticket.message-added', ticketId: ticket.id, messageId })
      return { message: messageId }
    })
    return { done }
  },
})
