/** How far the server's clock is ahead of ours, in milliseconds: at least, and at most. */
export type Ahead = { atLeast: number, atMost: number }

/**
 * What an answer's Date header tells of the server's clock: it was said between asking and hearing, and is cut to the second.
 * Each answer narrows what is known; one that contradicts it (a clock was set) begins anew.
 */
export function narrowed(known: Ahead | undefined, said: number, { askedAt, heardAt }: { askedAt: number, heardAt: number }): Ahead {
  const told = { atLeast: said - heardAt, atMost: said + 1_000 - askedAt }
  if (!known) return told
  const both = { atLeast: Math.max(known.atLeast, told.atLeast), atMost: Math.min(known.atMost, told.atMost) }
  return both.atLeast > both.atMost ? told : both
}

let ahead: Ahead | undefined

/** Listens to the clock of an answer. */
export function hearClock(date: string | null, askedAt: number) {
  const said = Date.parse(date ?? '')
  if (!Number.isNaN(said)) ahead = narrowed(ahead, said, { askedAt, heardAt: Date.now() })
}

/** What time it is on the server, as well as can be told: a countdown must not depend on the clock of a telephone. */
export const serverNow = () => Date.now() + (ahead ? Math.round((ahead.atLeast + ahead.atMost) / 2) : 0)
