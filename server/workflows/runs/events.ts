import type { RunEvent } from '../contract.ts'
import { say } from '../definition/conditions.ts'
import type { Definition } from '../definition/schema.ts'
import { knownAt } from '../engine/known.ts'
import { innerOf, stepAt } from '../engine/places.ts'
import type { Progress } from '../engine/progress.ts'

/** An event as it is kept, and the name of the agent behind it. */
export type StoredEvent = { number: number, at: number, actor: string, event: string, name: string }

type Kept = { type: string, path?: string, says?: string, reason?: string, evidence?: string, to?: string | number, field?: string }

/** What happened, as lines that people read. What a form was answered with is on its step; here stands only that it was. */
export function eventViews(definition: Definition, progress: Progress, events: readonly StoredEvent[]): RunEvent[] {
  return events.map(({ number, at, actor, name, event }) => {
    const kept = JSON.parse(event) as Kept
    return {
      number, at,
      actor: { kind: kindOf(actor), name: name || actor.replace(/^\w+:/, '') },
      type: kept.type,
      ...placeIn(definition, progress, kept.path),
      says: saysOf(kept),
    }
  })
}

function placeIn(definition: Definition, progress: Progress, path = ''): Pick<RunEvent, 'title' | 'item'> {
  const step = stepAt(definition, path)
  if (!step) return { title: null, item: null }
  const inner = innerOf(definition, path)
  return { title: say(step.title, knownAt({ ...progress, definition }, path)), item: inner ? progress.items[inner.each.id]?.[inner.index]?.name ?? null : null }
}

const saysOf = ({ reason, evidence, says, field, to }: Kept): string | null => reason ?? evidence ?? says ?? field ?? (typeof to === 'string' ? to : null)

function kindOf(actor: string): RunEvent['actor']['kind'] {
  if (actor === 'member') return 'member'
  return actor.startsWith('agent:') ? 'agent' : 'system'
}
