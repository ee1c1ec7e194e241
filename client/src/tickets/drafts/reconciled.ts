import type { Draft, DraftContent } from '../../../../server/tickets/drafts/contract.ts'
import type { LocalDraft } from '../../drafts.ts'

/** A draft in which nothing was written. */
export const nothing: DraftContent = { text: '', subject: '', to: null, cc: null, uploads: [], place: null }

/** Is there nothing worth keeping? */
export const isEmpty = ({ text, subject, to, cc, uploads }: DraftContent) =>
  text.trim() === '' && subject.trim() === '' && uploads.length === 0 && !to?.length && !cc?.length

/** The next revision: the clock, and always more than any before it. */
export const nextRevision = (now: number, { revision, known }: Pick<LocalDraft, 'revision' | 'known'>) => Math.max(now, revision + 1, known + 1)

/** Two texts that were written apart, with nothing of either lost, and nothing said twice. */
function both(first: string, second: string): string {
  if (first.includes(second.trim())) return first
  return second.includes(first.trim()) ? second : `${first.trimEnd()}\n\n${second}`
}

const PRIVATE = { discussionId: null, alsoPrivate: false }

/** For everybody only what was meant for everybody there. */
function placeOfBoth(first: DraftContent, second: DraftContent): DraftContent['place'] {
  if (isEmpty(first)) return second.place
  return isEmpty(second) || first.place?.discussionId === second.place?.discussionId ? first.place : PRIVATE
}

/** Two drafts made one. */
export function joined(first: DraftContent, second: DraftContent): DraftContent {
  const uploads = [...new Map([...first.uploads, ...second.uploads].map(upload => [upload.id, upload])).values()]
  return { text: both(first.text, second.text), subject: second.subject || first.subject, to: second.to ?? first.to, cc: second.cc ?? first.cc, uploads, place: placeOfBoth(first, second) }
}

/**
 * What this page holds once the server has told what it has. What the page already knew of is old news; what is newer comes from another
 * browser and is taken over; where both were written, both are kept.
 */
export function reconciled(local: LocalDraft | undefined, stored: Draft | undefined): LocalDraft | undefined {
  // It was sent or thrown away elsewhere.
  if (!stored) return local?.state === 'saved' ? { ...local, content: null } : local
  const taken: LocalDraft = { content: stored.content, revision: stored.revision, known: stored.revision, state: 'saved' }
  if (!local) return taken
  if (stored.revision <= local.known) return local
  if (local.state === 'saved' || !local.content || isEmpty(local.content)) return taken
  const revision = Math.max(stored.revision, local.revision) + 1
  return { content: joined(stored.content, local.content), revision, known: stored.revision, state: 'changed' }
}
