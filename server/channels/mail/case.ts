import type { Signer } from '../../platform/signing.ts'
import { peopleOf } from '../../tickets/filing/filing.ts'
import type { Clues } from './clues.ts'
import type { AwaitedAnswer } from '../../tickets/discussions/awaited.ts'
import type { PublicPlace } from '../../tickets/replying/public-places.ts'
import type { Posted } from '../sources/post.ts'
import type { Desk } from './desk.ts'
import type { Entrance } from './entrances.ts'
import { putOn, type Judged, type Placed } from './filed.ts'
import type { Found } from './finding.ts'
import type { Arrived, Intake } from './intake.ts'
import type { Rates } from './limiting/rates.ts'
import type { MailAddress } from '../understanding/message.ts'
import type { Thread } from './threading.ts'
import type { Check } from './verdict.ts'
import type { Wish } from './wish.ts'

/** What deciding needs beside the mail: everything that is not in it is given. */
export type Given = {
  checks: readonly Check[]
  signer: Signer
  entrances: readonly Entrance[]
  /** Addresses of agents, in lower case, as far as they may matter here. */
  agents: ReadonlySet<string>
  nextId: () => number
  nextReference: () => string
  /** Which of the messages are posts of lists and forums that we follow. */
  posts: ReadonlyMap<Arrived, ReadPost>
  /** The words of messages we hold, by their ids, as far as one that came may be the same. */
  heldWords: ReadonlyMap<number, string>
  /** What we said on lists and forums and was not seen there yet, as far as a message may tell of it. */
  answers: readonly AwaitedAnswer[]
  /** The lists and forums that are known: nobody alone has one of their addresses. */
  places: readonly PublicPlace[]
  /** How much was taken in lately, and from whom; undefined when an agent wants it, however much that is. */
  rates?: Rates | undefined
  /** What an agent wants done with it. */
  wish?: Wish | undefined
}

/** A ticket that a message opened, and what one must know to acknowledge it. */
export type Opening = Judged & { ticketId: number, entrance: Entrance | undefined, isForwarded: boolean, isRepeated: boolean }

/** One message on the desk, with everything that is known of it. */
export type Case = Judged & { read: ReadPost | undefined, entrance: Entrance | undefined, clues: Clues, thread: Thread, desk: Desk, given: Given, openings: Opening[] }

/** A post as it was read, and whether it must be taken for a forgery. `claimsOurs`: it bears our address, which on a list proves nothing. */
export type ReadPost = Posted & { isForged: boolean, claimsOurs?: boolean }

/** What becomes of it. */
export type Outcome = Omit<Intake, 'id' | 'arrived'>

/** A conversation by its ids. */
export type At = { ticketId: number, sideId: number | null }

/** An address as participants are kept. */
export const keyOf = (person: MailAddress | null) => person?.address.toLowerCase() ?? ''

/** Whether the author belongs to that conversation, forged or not. */
export const isMemberOf = ({ mail }: Pick<Case, 'mail'>, { ticket, sideId }: Pick<Found, 'ticket' | 'sideId'>) => peopleOf(ticket, sideId).members.has(keyOf(mail.from))

/** Whether the author belongs to that conversation, as far as our own server does not say that they are somebody else. */
export const takesPart = (one: Pick<Case, 'mail' | 'authentication'>, found: Pick<Found, 'ticket' | 'sideId'>) => one.authentication !== 'failed' && isMemberOf(one, found)

/** Puts the message there, and answers its id. */
export function put(one: Case, placed: Omit<Placed, 'id'>): number {
  const id = one.given.nextId()
  putOn(one, one.desk, { id, ...placed })
  return id
}
