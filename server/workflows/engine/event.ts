import type { Path, Result, Words } from './progress.ts'

/**
 * What happens to a run. The events of a run, in their order, are all there is to know about it.
 * `round` says which beginning of a step an answer belongs to: what comes late, or for a beginning that is over, changes nothing.
 */
export type WorkflowEvent =
  | { type: 'started', start: Result }
  /** A form was filled in. */
  | { type: 'filled', path: Path, values: Result }
  /** Somebody says that a task is done, or that a probe's wait is over. */
  | { type: 'ticked', path: Path, evidence: string }
  | { type: 'agreed', path: Path }
  | { type: 'declined', path: Path, reason: string }
  /** A port did it. */
  | { type: 'acted', path: Path, round: number, result: Result }
  /** A port is at it, and wants to go on later; `leftMs`: about how long it still takes, where that can be told. */
  | { type: 'going', path: Path, round: number, done: number, of: number | null, says: string, leftMs?: number | null, againInMs: number }
  /** A port could not do it; `retry` says whether waiting may help, `wrong` that it was handed something that cannot be right, `words` what it says in both languages. */
  | { type: 'failed', path: Path, round: number, says: string, retry: boolean, wrong?: boolean, words?: Words }
  /** A probe looked. */
  | { type: 'seen', path: Path, round: number, passed: boolean, says: string, result: Result }
  /** A look itself failed: that says nothing about what it looks at. */
  | { type: 'unseen', path: Path, round: number, says: string }
  | { type: 'undone', path: Path, round: number }
  | { type: 'undo-failed', path: Path, round: number, says: string, words?: Words }
  /** Time has passed. */
  | { type: 'woke' }
  | { type: 'retried', path: Path }
  | { type: 'skipped', path: Path, reason: string }
  | { type: 'undo-asked', path: Path, reason: string }
  | { type: 'cancelled', reason: string, undo: boolean }

/** What is to be carried out, and told back as an event. */
export type Effect =
  | { do: 'act', path: Path, round: number, at: number }
  | { do: 'look', path: Path, round: number, at: number }
  | { do: 'undo', path: Path, round: number, at: number }
  /** Somebody is asked again, kindly: the `nth` time. */
  | { do: 'remind', path: Path, nth: number, at: number }
  | { do: 'escalate', path: Path, to: string, at: number }
  /** The run is over: its secrets are destroyed. */
  | { do: 'end', at: number }
