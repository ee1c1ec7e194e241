/** UTC milliseconds. */
export type Instant = number

/** What a step found out or was told, by name: plain JSON. A secret is here by its number only. */
export type Result = Readonly<Record<string, unknown>>

/** The only trace of a secret in a run: where it is kept. */
export type SecretMark = { secret: number }

/** The name of a step in its run: `survey`, or within an `each`, `boxes/3/copy`. */
export type Path = string

/**
 * How a step stands. What is not in the progress has not begun; `pending` has, but begins anew once what is before it is settled.
 * asked: somebody is to act · acting, undoing: a port is at work · looking: a probe looks again and again · waiting: for a date ·
 * failed: somebody must decide how it goes on · open: an `each` whose items go through their steps · done, skipped, undone: settled.
 */
export type StepState = 'pending' | 'asked' | 'acting' | 'looking' | 'waiting' | 'open' | 'failed' | 'undoing' | 'done' | 'skipped' | 'undone'

/** What is said in both languages. */
export type Words = { fr: string, en: string }

/** Why a step failed, in short stable words; `says` is what the other side told, never a secret, and `words` the same for people, where they are known. */
export type Cause = { why: 'refused' | 'remote' | 'deadline' | 'condition' | 'items', says: string, words?: Words }

/** Who is at the next move. */
export type Mover = 'agent' | 'member' | 'machine' | 'date'

/** A step that has begun. */
export type StepProgress = {
  state: StepState
  /** How often it was begun: it is part of the key of what it does outside, so that beginning anew is a new act. */
  round: number
  /** Since when it is in this state. */
  since: Instant
  /** Failed attempts in this round. */
  tries: number
  /** When a date, a look or another attempt comes; absent when none does. */
  at?: Instant
  deadline?: Instant
  dueAt?: Instant
  /** How many reminders have gone out. */
  reminded: number
  /** The role it was escalated to. */
  escalatedTo?: string
  result?: Result
  /** What the last look saw. */
  seen?: { at: Instant, passed: boolean, says: string }
  /** How far a long act is, and when it may be over. */
  going?: { done: number, of: number | null, says: string, endsAt?: Instant }
  cause?: Cause
  /** It failed, or waits for hands, while it was being taken back. */
  backwards?: boolean
  /** Why a person skipped it, said no, or takes it back. */
  reason?: string
}

/** `undoing`: cancelled, and what can be taken back is. */
export type RunState = 'running' | 'cancelling' | 'undoing' | 'finished' | 'cancelled'

/** One item of an `each`. */
export type Item = { name: string, value: unknown }

/** Everything that a run knows: the fold of its events. */
export type Progress = {
  state: RunState
  /** The latest instant that an event told: a clock set back moves nothing. */
  at: Instant
  startedAt: Instant
  dueAt?: Instant
  start: Result
  steps: Readonly<Record<Path, StepProgress>>
  /** The items of each `each`, in their order. */
  items: Readonly<Record<string, readonly Item[]>>
}

const SETTLED: ReadonlySet<StepState> = new Set(['done', 'skipped'])

/** Whether what comes after it may begin. */
export const isSettled = (step: StepProgress | undefined): boolean => step !== undefined && SETTLED.has(step.state)

/** Whether the run is over: nothing changes it any more. */
export const isEnded = ({ state }: Progress): boolean => state === 'finished' || state === 'cancelled'
