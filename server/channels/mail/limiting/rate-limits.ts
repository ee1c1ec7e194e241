/** No more than `most` within so many milliseconds. */
export type Rate = { most: number, within: number }

const HOUR = 3_600_000
const DAY = 24 * HOUR

/**
 * How much mail is taken in from one side, all in one place. What exceeds a limit is refused with the name of the limit as its reason:
 * its bytes are kept, and an agent makes a ticket of it. A cooperative gets a hundred mails on a busy day, an eager member writes ten in an hour.
 */
export const rateLimits = {
  /** The very same words of one author. Whoever sends something again out of impatience stops before; a program that repeats itself does not. */
  'same-words': [{ most: 20, within: HOUR }, { most: 60, within: DAY }],
  /** The same words but for numbers, of somebody whom we have acknowledged within a day: a machine that answers our answers. Nobody writes a sentence ten times in an hour. */
  'loop': [{ most: 10, within: HOUR }],
  /** By one author on one ticket: a dialogue sentence by sentence stays below, an answering machine that talks to another in copy does not. */
  'too-many-on-ticket': [{ most: 100, within: HOUR }],
  /** Tickets that one author opens. Many hundreds are a bomb; a form of a web site that writes as one address, or a colleague who forwards a month of mail, stays below. */
  'too-many-from-sender': [{ most: 500, within: HOUR }, { most: 2000, within: DAY }],
  /** Through one list or forum, which is a source of many people. Anybody can write a List-Id: that is why there is a limit at all. */
  'too-many-from-list': [{ most: 1000, within: HOUR }],
  /** From one host, whatever the authors call themselves. On the day of a breakdown every member may write, all through the cooperative's own server. */
  'too-many-from-host': [{ most: 5000, within: HOUR }],
  /** From one domain, of mail that says nothing of the host it came from: it was laid into the mailbox beside any server, by somebody who has its password. */
  'too-many-from-domain': [{ most: 20_000, within: HOUR }],
} as const satisfies Record<string, readonly Rate[]>

/** The name of a limit: the reason of what is refused by it. */
export type LimitName = keyof typeof rateLimits

/** All of them. */
export const limitNames: readonly string[] = Object.keys(rateLimits)

/** Whether it was too much of one side that was refused for this reason. */
export const isLimit = (reason: string): boolean => limitNames.includes(reason)

/** The longest time that any limit looks back. */
export const LOOK_BACK_MS = DAY

/** So exactly is counted when it comes to hosts and domains. */
export const STEP_MS = 10 * 60_000
