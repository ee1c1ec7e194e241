import type { Channel } from '../contract.ts'

/** What a ticket asked, as far as finding its double needs. */
export type Asked = {
  ticketId: number
  /** Who asked: an address, or an identity elsewhere; empty when nobody can tell. */
  person: string
  /** Their full name; empty when it says too little. */
  name: string
  channel: Channel
  /** By which mailbox it came; 0 for none. */
  mailboxId: number
  subject: readonly string[]
  text: readonly string[]
  openedAt: number
}

const DAY = 86_400_000
/** How far apart one person's two questions may be, and those of two who share a name. */
const WITHIN = { person: 7 * DAY, name: 2 * DAY }
/** How much of their words they must share: by another entrance less is enough, from another address nearly all. */
const ENOUGH = { elsewhere: 0.35, here: 0.5, stranger: 0.8 }
/** A short question may be told at length elsewhere. */
const ENOUGH_OF_SHORT = 0.6
/** What is shared must say something: a greeting does not. */
const LEAST = { weight: 4, ofShort: 6, stranger: 16 }

/** From when on something asked may be the double of what is asked at that instant. */
export const reachFrom = (openedAt: number): number => openedAt - WITHIN.person

/** Who somebody is, as it is kept: by their address, by that which their name at a forum was joined to, or by that name. */
export function personOf({ address, joined, handle }: { address: string, joined: string | null, handle: string | null }): string {
  const known = address.includes('@') ? address : joined
  if (known) return `address:${known.toLowerCase()}`
  return handle ? `handle:${handle}` : ''
}

// Names of servers, addresses, numbers and long words tell questions apart better than others do.
function weightOf(word: string): number {
  if (/[\d.@]/.test(word)) return 3
  return word.length >= 8 ? 1.5 : 1
}

function weights({ subject, text }: Asked): Map<string, number> {
  const words = new Map(text.map(word => [word, weightOf(word)]))
  for (const word of subject) words.set(word, 2 * weightOf(word))
  return words
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0)

/** What two texts share: how much it weighs, and which part that is of both, and of the shorter one. */
function overlap(one: Asked, other: Asked): { weight: number, ofBoth: number, ofShort: number } {
  const [here, there] = [weights(one), weights(other)]
  const shared = [...here].filter(([word]) => there.has(word))
  // Said in both subjects or in one: what counts is that it is a subject somewhere.
  const [inHere, inThere] = [sum(shared.map(([, weight]) => weight)), sum(shared.map(([word]) => there.get(word) ?? 0))]
  const [wholeHere, wholeThere] = [sum(here.values()), sum(there.values())]
  if (shared.length === 0) return { weight: 0, ofBoth: 0, ofShort: 0 }
  return { weight: Math.min(inHere, inThere), ofBoth: (inHere + inThere) / (wholeHere + wholeThere), ofShort: wholeHere < wholeThere ? inHere / wholeHere : inThere / wholeThere }
}

/**
 * How alike two questions are, from 0 to 1, when they seem to be the same one; undefined when they do not. One person asks again in
 * similar words within some days; from another address it must be the same name and nearly the same text.
 */
export function likeness(one: Asked, other: Asked): number | undefined {
  const apart = Math.abs(one.openedAt - other.openedAt)
  const shared = overlap(one, other)
  if (one.person !== '' && one.person === other.person) return apart <= WITHIN.person ? asOnePerson(one, other, shared) : undefined
  const isNamesake = one.name !== '' && one.name === other.name && apart <= WITHIN.name
  return isNamesake && shared.weight >= LEAST.stranger && shared.ofBoth >= ENOUGH.stranger ? shared.ofBoth : undefined
}

function asOnePerson(one: Asked, other: Asked, { weight, ofBoth, ofShort }: ReturnType<typeof overlap>): number | undefined {
  const isElsewhere = one.channel !== other.channel || one.mailboxId !== other.mailboxId
  if (weight >= LEAST.weight && ofBoth >= (isElsewhere ? ENOUGH.elsewhere : ENOUGH.here)) return ofBoth
  return isElsewhere && weight >= LEAST.ofShort && ofShort >= ENOUGH_OF_SHORT ? ofShort * ENOUGH_OF_SHORT : undefined
}

/** Whoever asks more than this within some days is a machine or writes for others: none of it is taken for the same question. */
const MOST_OF_ONE = 20
const MOST_DOUBLES = 3

/** Two tickets that seem to be the same question. */
export type Pair = { lowId: number, highId: number, likeness: number }

/** Those of the others that a ticket seems to be the double of, the most alike first. */
export function doublesOf(one: Asked, others: readonly Asked[]): Pair[] {
  const near = others.filter(other => other.ticketId !== one.ticketId && Math.abs(other.openedAt - one.openedAt) <= WITHIN.person)
  if (near.filter(({ person }) => person === one.person).length > MOST_OF_ONE) return []
  return near.flatMap((other) => {
    const alike = likeness(one, other)
    return alike === undefined ? [] : [{ ...inOrder(one.ticketId, other.ticketId), likeness: alike }]
  }).sort((a, b) => b.likeness - a.likeness).slice(0, MOST_DOUBLES)
}

/** Two tickets as a pair is kept. */
export const inOrder = (one: number, other: number) => ({ lowId: Math.min(one, other), highId: Math.max(one, other) })

/** A ticket as far as choosing needs which of two goes on. */
export type Keepable = { id: number, assigneeId: number, createdAt: number }

/** Which of two tickets goes on when they become one: that which somebody has, or else the older. */
export function keeper(one: Keepable, other: Keepable): number {
  if ((one.assigneeId === 0) !== (other.assigneeId === 0)) return one.assigneeId === 0 ? other.id : one.id
  return one.createdAt < other.createdAt || (one.createdAt === other.createdAt && one.id < other.id) ? one.id : other.id
}
