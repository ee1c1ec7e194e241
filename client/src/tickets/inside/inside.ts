import type { Attachment } from '../../../../server/tickets/contract.ts'

/** What of a message's attachments is shown in the conversation itself. */
export type Inside = { invitation: Attachment | undefined, messages: Attachment[] }

const LARGEST = 2_000_000
const MOST_MESSAGES = 5

const isCalendar = ({ contentType, filename }: Attachment) => /^(text\/calendar|application\/ics)\b/i.test(contentType) || /\.ics$/i.test(filename ?? '')

/** One invitation, which many programs send twice, and the first attached messages; what a machine returns to us is not news. */
export function insideOf({ attachments, automatic }: { attachments: readonly Attachment[], automatic: string | null }): Inside {
  const small = attachments.filter(({ size, removed }) => !removed && size <= LARGEST)
  return {
    invitation: small.find(({ contentType }) => /^text\/calendar\b/i.test(contentType)) ?? small.find(isCalendar),
    messages: automatic === null ? small.filter(({ contentType }) => /^message\/(rfc822|global)\b/i.test(contentType)).slice(0, MOST_MESSAGES) : [],
  }
}
