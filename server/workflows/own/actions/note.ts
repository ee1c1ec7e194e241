import { Refusal } from '../../../platform/errors.ts'
import { noteAs } from '../../../tickets/actions/note.ts'
import { NoteRequest } from '../../../tickets/contract.ts'
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
      await noteAs(context, ticket.id, { messageId, text: read.data.text, author, runId: call.run.id })
      return { message: messageId }
    })
    return { done }
  },
})
