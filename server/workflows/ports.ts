import type { Result } from './engine/progress.ts'
import type { Handed } from './handing/hand-over.ts'

/** What a step asks of the outside. */
export type Call = {
  /** The same for every attempt at the same act, and for no other: an adapter that cannot look whether it was done before hands it on. */
  key: string
  /** What the definition gives it, by name. A secret is a mark that `secret` opens. */
  with: Result
  run: { id: number, ticketId: number | null, subject: string, rehearsal: boolean, example: Result | null }
  /** What the mark of a secret stands for. Fails when it was destroyed. */
  secret: (mark: unknown) => Promise<string>
  /** UTC milliseconds; the clock of a rehearsal may be ahead. */
  now: number
  /** When to give up. */
  signal: AbortSignal
}

/** A secret of the run that its member is to have: it is kept for them, sealed, in the transaction that notes the act as done. */
export type ToMember = { secret: string, secretId: number, kind: Handed, label: string, days: number }

/**
 * What came of an attempt: it is done, or it goes on in slices and wants to be asked again (`leftMs`: about how long it still takes). What is in `secrets` is sealed before anything else is
 * done with it; in the result stands a mark of that name, which `secret` opens for a later step.
 */
export type Acted = { done: Result, secrets?: Readonly<Record<string, string>>, handed?: ToMember } | { going: { done: number, of: number | null, says: string, leftMs?: number | null, againInMs: number } }

/** What an action can do. It throws a RemoteFailure when the other side failed, a Refusal when somebody must do something about it. */
export type ActionPort = {
  /** The names that `with` must and may have. */
  takes: { needed: readonly string[], optional?: readonly string[] }
  /** The names of its results. */
  gives: readonly string[]
  /** All that it does stays in the run: a rehearsal does it too. */
  inside?: true
  /** Those among them that are secrets. */
  secrets?: readonly string[]
  /** Brings it about: looks first, or hands the key on. May be called again after any failure. */
  ensure: (call: Call) => Promise<Acted>
  /** Takes it back, if it was done. */
  undo?: (call: Call & { result: Result }) => Promise<void>
}

/** What a probe can see. It changes nothing; it throws when it could not look. */
export type ProbePort = {
  takes: ActionPort['takes']
  gives: readonly string[]
  look: (call: Call) => Promise<{ passed: boolean, says: string, result: Result }>
}

/** Everything that steps can use outside, by the names that definitions know. */
export type Ports = { actions: Readonly<Record<string, ActionPort>>, probes: Readonly<Record<string, ProbePort>> }
