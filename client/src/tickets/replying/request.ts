import type { MailAddress } from '../../../../server/outbox/contract.ts'
import type { Discussion } from '../../../../server/tickets/discussions/contract.ts'
import type { DraftContent } from '../../../../server/tickets/drafts/contract.ts'
import type { ReplyRequest } from '../../../../server/tickets/replying/contract.ts'
import type { AnswerPlace } from './answer-place.ts'
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
  /** Why it is solved with it although something keeps the ticket open. */
  overrule?: string
  sendAt: number | null
  /** Who is to read an answer. */
  place: AnswerPlace
  /** How an answer that everybody reads gets there. */
  by: Discussion['source']['answersBy'] | undefined
}

/** Whether nothing can be attached to what gets there that way. */
export const carriesNoFiles = (by: Writing['by']) => by === 'api' || by === 'hand'

/** Why it cannot be sent as it is; undefined when it can. */
export function obstacle({ mode, content, recipients, place, by }: Pick<Writing, 'mode' | 'content' | 'recipients' | 'place' | 'by'>): 'no-text' | 'no-recipient' | 'no-subject' | 'no-files' | undefined {
  if (content.text.trim() === '') return 'no-text'
  const isToPeople = isMail(mode) && (by === undefined || place.alsoPrivate)
  if (isToPeople && recipients.to.length === 0) return 'no-recipient'
  if (carriesNoFiles(by) && content.uploads.length > 0) return 'no-files'
  return mode === 'question' && content.subject.trim() === '' ? 'no-subject' : undefined
}

const bare = (people: readonly MailAddress[]) => people.map(({ address, name }) => ({ address, name }))

/** What the server is asked, and where. */
export function requestOf(ticketId: number, { mode, content, recipients, revision, seenVersion, status, overrule, sendAt, place }: Writing): { path: string, body: object } {
  const { text } = content
  if (mode === 'note') return { path: `/tickets/${ticketId}/notes`, body: { text } }
  const mail = { text, to: bare(recipients.to), cc: bare(recipients.cc), uploads: content.uploads.map(({ id }) => id), revision }
  const alone = place.discussionId === null || place.alsoPrivate ? {} : { to: [], cc: [] }
  if (mode === 'reply') return { path: `/tickets/${ticketId}/replies`, body: { ...mail, ...alone, ...place, seenVersion, status, sendAt, ...overrule === undefined ? {} : { overrule } } }
  return { path: `/tickets/${ticketId}/questions`, body: { ...mail, sideId: sideIdOf(mode), subject: mode === 'question' ? content.subject : '' } }
}
