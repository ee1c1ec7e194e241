import type { AnswersBy, ProfileName, SourceKind } from './contract.ts'

const LISTS: ReadonlySet<ProfileName> = new Set(['sympa', 'mailman', 'list'])

/** Whether this software runs lists or forums. */
export const kindOf = (profile: ProfileName): SourceKind => LISTS.has(profile) ? 'list' : 'forum'

/** A list or a forum that we follow, with all that an agent sets of it but its secrets. */
export type Source = {
  id: number
  kind: SourceKind
  profile: ProfileName
  name: string
  /** Of a list where one writes to, of a forum from where it writes; in lower case. */
  address: string | null
  /** As in entraide.lists.coop.example (RFC 2919), in lower case. */
  listId: string | null
  /** An address of ours that its mail comes to, and no other mail; in lower case. */
  recipient: string | null
  /** Where it is read, without a slash at the end: https://forum.coop.example */
  url: string | null
  /** In the name of which mailbox we write there. */
  mailboxId: number | null
  /** How we are called there: a user name of a forum, the subscribed address of a list. */
  account: string | null
  /** How an answer gets there; `hand`: an agent carries it. */
  answersBy: AnswersBy
  /** Who reads an answer unless the agent says otherwise. */
  answersTo: 'public' | 'private'
  /** Whether our own mail server must vouch for its mail. */
  mustAuthenticate: boolean
  /** The words that it adds under every message, as far as they are known. */
  footer: string | null
  /** Which categories of a forum are followed; empty for all. */
  categories: readonly string[]
  /** A question becomes work once nobody has answered it for so many hours; null: at once. */
  unansweredHours: number | null
  active: boolean
}

export type { ProfileName }
