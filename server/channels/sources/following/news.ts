import type { PostedMail } from '../posted-mail.ts'
import type { SeenPost } from '../seen.ts'

/** Something that has happened at a forum, and when. */
export type Telling = { post: PostedMail, at: number }

/** What is known of the posts that a forum shows. */
export type Known = {
  /** How each stood when we were told of it last, by its name; null: we have not taken it. */
  told: ReadonlyMap<string, string | null>
  /** Those that stand on a ticket, by whatever way they came. */
  held: ReadonlySet<string>
}

/** How a post stands, in a word that another state of it does not have. */
export const stateOf = ({ version, isGone, isSolution }: SeenPost): string => `${version}${isGone ? '-' : ''}${isSolution ? '+' : ''}`

/** What has happened to the posts since we were last told of them. What was there before we began to read is nothing new, unless we hold it. */
export function newsIn(seen: readonly SeenPost[], known: Known, now: number): Telling[] {
  return seen.flatMap((one) => {
    const { post: { postKey } } = one
    const before = known.told.get(postKey) ?? null
    const isHeld = known.held.has(postKey)
    return before === null ? firstTold(one, isHeld, now) : changes(one, { before, isHeld, now })
  })
}

const telling = ({ post, changedAt }: SeenPost, event: PostedMail['event'], at = changedAt): Telling => ({ post: { ...post, event }, at })

const LATE_MS = 3 * 86_400_000

/** A post comes when it was written; one that we hear of much later, when we do: nobody looks at what came last year. */
const saidAt = ({ at }: Pick<PostedMail, 'at'>, now: number) => at > now || at < now - LATE_MS ? now : at

function firstTold(one: SeenPost, isHeld: boolean, now: number): Telling[] {
  const { post, isGone, isNew, isSolution } = one
  if (isGone) return isHeld ? [telling(one, 'removed', now)] : []
  if (!isNew && !isHeld) return []
  return [isNew ? telling(one, 'said', saidAt(post, now)) : telling(one, 'edited'), ...isSolution ? [telling(one, 'solved', now)] : []]
}

function changes(one: SeenPost, { before, isHeld, now }: { before: string, isHeld: boolean, now: number }): Telling[] {
  if (!isHeld || before === stateOf(one)) return []
  if (one.isGone) return before.includes('-') ? [] : [telling(one, 'removed', now)]
  const isOther = before.includes('-') || before.replace(/[+-]/g, '') !== one.version
  return [...isOther ? [telling(one, 'edited')] : [], ...one.isSolution && !before.includes('+') ? [telling(one, 'solved', now)] : []]
}
