import type { Said } from '../../workflows/contract.ts'
import { say } from '../../workflows/definition/conditions.ts'
import type { Definition, Text } from '../../workflows/definition/schema.ts'
import { knownAt } from '../../workflows/engine/known.ts'
import type { Path, Progress } from '../../workflows/engine/progress.ts'

/** A run as its member's page needs it. Instants are UTC milliseconds. */
export type MemberRun = {
  id: number
  definition: Definition
  progress: Progress
  /** On simulators: nothing of it is real. */
  rehearsal: boolean
  /** The run's own now: that of a rehearsal is ahead. */
  now: number
  ticket: { id: number, reference: string, locale: string | null } | null
  /** How the house calls itself, and where it can be written to. */
  house: { name: string, address: string | null }
}

/** A text of a step in both languages, filled in with what is known there. A secret has no words. */
export const saidAt = ({ definition, progress }: Pick<MemberRun, 'definition' | 'progress'>, path: Path, text: Text): Said => say(text, knownAt({ ...progress, definition }, path))

/** The same, when there is something to say. */
export const maybeSaidAt = (run: Pick<MemberRun, 'definition' | 'progress'>, path: Path, text: Text | undefined): Said | null => text ? saidAt(run, path, text) : null

/** A run that goes on, as the page of its ticket tells of it. */
export type OpenRun = { title: string, subject: string, asksYou: boolean, path: string }
