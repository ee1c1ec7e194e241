import { log } from '../../audit/store.ts'
import { putInOutbox } from '../../outbox/actions/put.ts'
import { ownId } from '../../outbox/own-id.ts'
import type { Sealing } from '../../outbox/ports.ts'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/errors.ts'
import type { RenderedMail } from '../../platform/mail-templates.ts'
import type { Signer } from '../../platform/signing.ts'
import { agentAddress } from './queries.ts'

/** What mailing takes of the installation. */
export type Mailing = Sealing & { signer: Signer, baseUrl: string }

/** Mails a sample to whoever asks for it, and to nobody else. Answers where it goes. */
export async function mailSample(context: Context, { words, outboxId }: { words: RenderedMail, outboxId: number }, { seal, signer, baseUrl }: Mailing): Promise<string> {
  const { actor, db } = context
  const agent = actor.kind === 'agent' ? await agentAddress(db, actor.id) : undefined
  if (!agent) throw new Refusal('forbidden', 'Only an agent can be sent a sample')
  const messageId = ownId({ ticketId: 0, sideId: null, messageId: outboxId }, signer, new URL(baseUrl).hostname)
  const letter = { from: null, replyTo: null, to: [{ address: agent.email, name: agent.name }], cc: [], ...words, inReplyTo: null, references: [], files: [] }
  await putInOutbox(context, { id: outboxId, kind: 'account', messageId, letter, ticketId: null, storedMessageId: null, mailboxId: null, agentId: agent.id, hold: null }, { seal })
  await log(context, { did: 'mail-template.tried', outboxId })
  return agent.email
}
