import type { MailAddress } from '../../../../server/outbox/contract.ts'
import type { DraftContent } from '../../../../server/tickets/drafts/contract.ts'
import type { ReplyRequest } from '../../../../server/tickets/replying/contract.ts'
import { isMail, sideIdOf, type Mode } from './modes.ts'
import type { Recipients } from './recipients.ts'

/** Where the ticket may go with a reply. */
export const nextStatuses = ['waiting', 'open', 'on-hold', 'solved'] as const satisfies ReplyRequest['status'][]

/** Everything that is decided when something is sent. */
export type Writing = {
  mode: Mode
  content: DraftContent
  recipients: Recipients
  revision: number
  seenVersion: number
  status: ReplyRequest['status']
  sendAt: number | null
}

/** Why it cannot be sent as it is; undefined when it can. */
export function obstacle({ mode, content, recipients }: Pick<Writing, 'mode' | 'content' | 'recipients'>): 'no-text' | 'no-recipient' | 'no-subject' | undefined {
  if (content.text.trim() === '') return 'no-text'
  if (isMail(mode) && recipients.to.length === 0) return 'no-recipient'
  return mode === 'question' && content.subject.trim() === '' ? 'no-subject' : undefined
}

const bare = (people: readonly MailAddress[]) => people.map(({ address, name }) => ({ address, name }))

/** What the server is asked, and where. */
export function requestOf(ticketId: number, { mode, content, recipients, revision, seenVersion, status, sendAt }: Writing): { path: string, body: object } {
  const { text } = content
  if (mode === 'note') return { path: `/tickets/${ticketId}/notes`, body: { text } }
  const mail = { text, to: bare(recipients.to), cc: bare(recipients.cc), uploads: content.uploads.map(({ id }) => id), revision }
  if (mode === 'reply') return { path: `/tickets/${ticketId}/replies`, body: { ...mail, seenVersion, status, sendAt } }
  return { path: `/tickets/${ticketId}/questions`, body: { ...mail, sideId: sideIdOf(mode), subject: mode === 'question' ? content.subject : '' } }
}
