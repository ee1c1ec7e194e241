import type { Signer } from '../../platform/signing.ts'

/** What it is that is handed over. */
export type Handed = 'password' | 'code' | 'other'

/** By which way it was seen: the member's own page, or the link that they may have handed on. */
export type SeenBy = 'page' | 'link'

/** A secret that a run has handed to its member, without the secret. Instants are UTC milliseconds by the clock of the run. */
export type HandOver = {
  id: number
  runId: number
  path: string
  kind: Handed
  /** What it is for, to people: an address, a domain. */
  label: string
  createdAt: number
  expiresAt: number
  seenAt: number | null
  seenBy: SeenBy | null
}

/** Whether it waits to be seen, was, or came to its date unseen. */
export type HandOverState = 'ready' | 'seen' | 'over'

/** How it stands at this instant of its run. */
export const stateOf = ({ seenAt, expiresAt }: Pick<HandOver, 'seenAt' | 'expiresAt'>, now: number): HandOverState =>
  seenAt !== null ? 'seen' : expiresAt <= now ? 'over' : 'ready'

// With its instant: a number that is given anew, as after going back to a backup, opens with no old link.
const nameOf = ({ id, createdAt }: Pick<HandOver, 'id' | 'createdAt'>) => `hand-over:${id}:${createdAt}`

/** The address of one hand-over, for whoever is to see it: nothing of the secret is in it. */
export const handOverUrl = (one: Pick<HandOver, 'id' | 'createdAt'>, { baseUrl, signer }: { baseUrl: string, signer: Signer }): string =>
  `${baseUrl.replace(/\/$/, '')}/aide/secret/${one.id}/${signer.sign(nameOf(one))}`

/** Whether this key opens it. */
export const isHandOverKey = (one: Pick<HandOver, 'id' | 'createdAt'>, key: string, signer: Signer): boolean => signer.isSigned(nameOf(one), key)

/** Of several hand-overs by one step, the last: the others were given anew. In the order of the first. */
export const latestOf = (all: readonly HandOver[]): HandOver[] => [...new Map(all.toSorted((one, other) => one.id - other.id).map(one => [one.path, one])).values()]
