import { z } from 'zod'
import { log } from '../../../audit/store.ts'
import { MailAddress } from '../../../outbox/contract.ts'
import { takeBack } from '../../../outbox/actions/take-back.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import { agentOf, change } from '../../actions/change.ts'
import { DraftContent, type Upload } from '../../drafts/contract.ts'
import { addUpload, draftAt, saveDraft, type DraftPlace } from '../../drafts/store.ts'
import { restoreMerged } from '../../merging/store.ts'
import { lockTicket } from '../../store.ts'
import type { Former, Ticket } from '../../ticket.ts'
import { dismiss, filesOf, messageById, removeMessage, type OwnMessage } from '../store.ts'
import { restored, together } from '../undo.ts'

const Recipients = z.object({ to: z.array(MailAddress), cc: z.array(MailAddress) })

/** What an undone mail leaves: the ticket as it is now, and the words in the draft of whoever undid it. */
export type Undone = { ticketId: number, kind: string, content: DraftContent }

/** Takes a held mail back: it never leaves, its message leaves the ticket, which stands as before, and its words and files are a draft again. `uploadIds` are made beforehand, one for each file there may be. */
export async function undo(context: Context, messageId: number, uploadIds: readonly number[]): Promise<Undone> {
  const { db } = context
  const me = agentOf(context)
  const { message, ticket } = await lockPlace(context, messageId)
  if (!message || !ticket || message.former === null) throw new Refusal('not-found', 'There is no such mail to take back')
  const former = JSON.parse(message.former) as Former
  await takeBack(context, message.id)

  const content = await contentOf(context, message, uploadIds)
  const place: DraftPlace = { ticketId: ticket.id, agentId: me, kind: message.sideId === null ? 'reply' : `side-${message.sideId}` }
  const draft = await keepAsDraft(context, place, content)
  await removeMessage(db, message, former)
  await restoreMerged(db, { intoId: ticket.id, messageId, former })
  await dismiss(db, { ticketId: ticket.id, sideId: message.sideId }, former.newcomers)
  await log(context, { did: 'reply.undone', ticketId: ticket.id, messageId })
  await record(context, { type: 'ticket.message-removed', ticketId: ticket.id, messageId })
  await restore(context, ticket, { former, isReply: message.sideId === null })
  return { ticketId: ticket.id, kind: place.kind, content: draft }
}

/** The message, and the ticket it stands on once that is locked: a merge may have moved it in the moment before. */
async function lockPlace({ db }: Context, messageId: number) {
  const found = await messageById(db, messageId)
  const ticket = found && await lockTicket(db, found.ticketId)
  const message = await messageById(db, messageId)
  if (message && message.ticketId !== ticket?.id) throw new Refusal('conflict', 'This message has just been moved to another ticket: try again')
  return { message, ticket }
}

async function restore(context: Context, ticket: Ticket, { former, isReply }: { former: Former, isReply: boolean }) {
  if (isReply) await change(context, ticket, restored(ticket, former, agentOf(context)))
}

async function contentOf(context: Context, { id, text, recipients, subject, discussionId }: OwnMessage, uploadIds: readonly number[]): Promise<DraftContent> {
  const uploads: Upload[] = []
  for (const [index, file] of (await filesOf(context.db, id)).entries()) {
    const upload = { id: uploadIds[index] ?? 0, filename: file.filename, contentType: file.contentType, size: file.size }
    await addUpload(context.db, { id: upload.id, agentId: agentOf(context), file, at: context.now })
    uploads.push(upload)
  }
  const { to, cc } = Recipients.parse(JSON.parse(recipients))
  return { text, subject, uploads, ...to.length > 0 ? { to, cc } : { to: null, cc: null }, place: { discussionId, alsoPrivate: discussionId !== null && to.length > 0 } }
}

// One more than what was sent, and no more: whoever goes on writing counts by a clock of their own.
async function keepAsDraft({ db, now }: Context, place: DraftPlace, content: DraftContent): Promise<DraftContent> {
  const there = await draftAt(db, place)
  const draft = together(content, there?.content == null ? undefined : DraftContent.parse(JSON.parse(there.content)))
  await saveDraft(db, place, { revision: (there?.revision ?? 0) + 1, content: JSON.stringify(draft), at: now })
  return draft
}
