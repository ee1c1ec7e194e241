import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import { agentOf, change } from '../../actions/change.ts'
import { note } from '../../actions/note.ts'
import { moveCounts } from '../../counts/store.ts'
import { clearDraft } from '../../drafts/store.ts'
import { previewOf } from '../../filing/filing.ts'
import { authorOf } from '../../queries.ts'
import type { MailIds, Signing } from '../../replying/actions/mail-parts.ts'
import { send } from '../../replying/actions/send.ts'
import { ourAddresses, senderOf } from '../../replying/queries.ts'
import { holdUntil } from '../../replying/undo.ts'
import { clocksAt } from '../../status.ts'
import type { Ticket } from '../../ticket.ts'
import type { OpenRequest } from '../contract.ts'
import { insertOpened } from '../store.ts'

type Opening = { ids: MailIds & { ticketId: number }, reference: string, input: OpenRequest }

/** An agent opens a ticket for a member who telephoned or wrote elsewhere: with a first mail to them, or a note for agents. Answers the ticket's id. */
export async function open(context: Context, { ids, reference, input }: Opening, signing: Signing): Promise<number> {
  const { db, now } = context
  const me = agentOf(context)
  if ((await ourAddresses(db)).has(input.requester.address.toLowerCase())) throw new Refusal('invalid', 'This is our own address: write the address of the member')
  const mailboxId = input.mailboxId ?? (await senderOf(db, 0))?.mailboxId ?? 0
  const { subject, channel, requester, text } = input
  const ticket = await insertOpened(db, { id: ids.ticketId, reference, subject, channel, requester, assigneeId: input.take ? me : 0, mailboxId, preview: previewOf({ text, visibleReply: text }), at: now })
  await log(context, { did: 'ticket.opened-by-agent', ticketId: ticket.id, channel })
  await clearDraft(db, { ticketId: 0, agentId: me, kind: 'opening' }, { revision: input.revision, at: now })
  await moveCounts(db, [{ from: null, to: ticket }])
  await record(context, { type: 'ticket.opened', ticketId: ticket.id, messageId: ids.messageId })
  await begin(context, { ticket, ids, input }, signing)
  return ticket.id
}

async function begin(context: Context, { ticket, ids, input }: Pick<Opening, 'ids' | 'input'> & { ticket: Ticket }, signing: Signing) {
  const { text, requester, uploads } = input
  if (input.kind === 'note') {
    await note(context, ticket.id, { messageId: ids.messageId, text })
    return
  }
  const writing = { ids, author: await authorOf(context.db, agentOf(context)), sideId: null, subject: input.subject, text, to: [requester], cc: [], uploads, hold: holdUntil(null, context.now), after: 'waiting' } as const
  await send(context, { ticket, writing }, signing)
  await change(context, ticket, { ...ticket, ...clocksAt('waiting', ticket, context.now.getTime()), status: 'waiting' })
}
