import { putInOutbox } from '../../outbox/actions/put.ts'
import { ownId } from '../../outbox/own-id.ts'
import type { Sealing } from '../../outbox/ports.ts'
import type { Context } from '../../platform/context.ts'
import { mailLocale, renderMail } from '../../platform/mail-templates.ts'
import type { Signer } from '../../platform/signing.ts'

/** What writing to an agent takes of the installation. `leaves`: there is a server that sends, and no trial that holds everything. */
export type Mailing = Sealing & { signer: Signer, baseUrl: string, leaves: boolean }

type Mail = {
  outboxId: number
  agent: { id: number, email: string, name: string, locale: string }
  template: 'password-reset' | 'agent-invited'
  data: Record<string, string>
}

/** Writes to an agent about their account, in their language. The words hold a secret and are sealed: nobody reads them in the outbox. */
export async function mailAgent(context: Pick<Context, 'db' | 'now'>, { seal, signer, baseUrl }: Mailing, { outboxId, agent, template, data }: Mail) {
  const host = new URL(baseUrl).hostname
  const { subject, text, html } = renderMail(template, mailLocale(agent.locale), { ...data, host })
  const letter = { from: null, replyTo: null, to: [{ address: agent.email, name: agent.name }], cc: [], subject, text, html, inReplyTo: null, references: [], files: [] }
  const messageId = ownId({ ticketId: 0, sideId: null, messageId: outboxId }, signer, host)
  await putInOutbox(context, { id: outboxId, kind: 'account', messageId, letter, ticketId: null, storedMessageId: null, mailboxId: null, agentId: agent.id, hold: null }, { seal })
}
