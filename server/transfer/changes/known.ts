import type { Definition, Step } from '../../workflows/definition/schema.ts'
import { knownAt } from '../../workflows/engine/known.ts'
import { stepAt } from '../../workflows/engine/places.ts'
import type { Path, Progress, Result, StepProgress } from '../../workflows/engine/progress.ts'
import { given } from '../../workflows/jobs/given.ts'
import type { MailboxCopied, RunChanges } from './contract.ts'

/** A step that has begun, by what it uses outside: what it was handed and what came of it. */
export type Used = { path: Path, now: StepProgress, with: Result, result: Result }

/** The steps of a run by what they use outside, in the order in which they began. */
export function usesIn(definition: Definition, progress: Progress): (uses: string) => Used[] {
  const found = Object.entries(progress.steps).flatMap(([path, now]) => {
    const step = stepAt(definition, path)
    return step && 'uses' in step ? [{ path, now, step }] : []
  })
  return uses => found.filter(({ step }) => step.uses === uses).map(({ path, now, step }) => ({ path, now, with: handed(step, knownAt({ ...progress, definition }, path)), result: now.result ?? {} }))
}

/** Whether the run has a task of its own for what stands there (`zone.byHand`), or tells its member of it, and nobody has passed that over. */
export const isSeenTo = (definition: Definition, progress: Progress, what: string): boolean => {
  const seeing = definition.steps.filter(step => step.kind === 'task' ? step.when?.includes(what) : step.kind === 'message' && step.text.fr.includes(what))
  return seeing.length > 0 && !seeing.some(({ id }) => progress.steps[id]?.state === 'skipped')
}

/** What cannot be worked out says nothing. */
function handed(step: Extract<Step, { uses: string }>, known: Record<string, unknown>): Result {
  try {
    return given(step.with, known)
  }
  catch {
    return {}
  }
}

/** What a run knows of what it changes; undefined as long as there is no plan of a zone. */
export type Known = {
  domain: string, before: string, comes: { mail: boolean, web: boolean }, plan: Result, nameServers: RunChanges['nameServers']
  mail: Result | undefined, hosting: Result | undefined, mailboxes: MailboxCopied[], dnssec: 'none' | 'signed' | 'unsigned' | 'still-signed'
  /** What the run itself has somebody do by hand. */
  seenTo: { records: boolean, mail: boolean }
}
