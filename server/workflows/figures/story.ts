import type { Definition } from '../definition/schema.ts'
import { advance, type Told } from '../engine/advance.ts'
import { innerOf, stepAt } from '../engine/places.ts'
import { isEnded, type Cause, type Path, type Progress } from '../engine/progress.ts'
import { summaryOf } from '../runs/summary.ts'
import { causeId } from './causes.ts'
import type { Deed, Waits } from './contract.ts'
import { ownWords } from './own-words.ts'
import { waitsFor } from './waiting.ts'

/** The rule by which stories are told. Whoever changes what they say counts it up: those that are kept are told anew. */
export const RULE = 1

/** Time that a run spent in one phase, waiting for one thing. */
export type Span = { phase: string | null, waits: Waits, ms: number }
/** Something did not go as it should: `again` it was tried by itself, `anew` it was asked for, or it `stopped` until somebody decided, for so long. */
export type Stumble = { step: string, how: 'again' | 'anew' | 'stopped', cause: string, at: number, ms: number }
export type Copied = { mailboxes: number, messages: number, bytes: number }

/** What the events of one run come to. No name, address or sentence of anybody is in it. */
export type Story = { spans: Span[], stumbles: Stumble[], deeds: Partial<Record<Deed, number>>, ending: string | null, copied: Copied | null }

/** An event, and whether an agent is behind it. */
export type Happened = { told: Told, byAgent: boolean }

/** Tells the story of a run by its events alone; `until` counts for one that goes on. */
export function storyOf(definition: Definition, events: readonly Happened[], until: number): Story {
  const telling = tellingOf(definition)
  let progress: Progress | undefined
  for (const { told, byAgent } of events) {
    const next = advance(definition, progress, told).progress
    if (next === progress) continue
    if (progress) telling.waited(progress, next.at)
    telling.happened({ before: progress, after: next, told, byAgent })
    progress = next
  }
  if (progress && !isEnded(progress)) telling.waited(progress, Math.max(progress.at, until))
  return telling.end(progress, until)
}

type Moved = { before: Progress | undefined, after: Progress, told: Told, byAgent: boolean }

const DEEDS: ReadonlySet<string> = new Set<Deed>(['filled', 'ticked', 'agreed', 'declined', 'retried', 'skipped', 'undo-asked', 'cancelled'])
const isDeed = (type: string): type is Deed => DEEDS.has(type)

function tellingOf(definition: Definition) {
  const spans = new Map<string, Span>()
  const stumbles: Stumble[] = []
  const deeds: Story['deeds'] = {}
  const own = new Set<string>()
  const stopped = new Map<Path, { stumble: Stumble, since: number }>()
  const copied = { addresses: new Set<string>(), messages: 0, bytes: 0 }

  function resume(path: Path, at: number) {
    const stood = stopped.get(path)
    if (stood) stood.stumble.ms = at - stood.since
    stopped.delete(path)
  }

  function stumble({ path, how, cause }: Stumbled, at: number) {
    const kept = { step: stepName(path), how, cause: causeId(cause, own), at, ms: 0 }
    stumbles.push(kept)
    if (how !== 'stopped') return
    resume(path, at)
    stopped.set(path, { stumble: kept, since: at })
  }

  return {
    waited(progress: Progress, to: number) {
      if (to <= progress.at) return
      const [phase, waits] = [summaryOf(definition, progress).phase, waitsFor(definition, progress)]
      const key = `${phase} ${waits}`
      const span = spans.get(key) ?? { phase, waits, ms: 0 }
      spans.set(key, { ...span, ms: span.ms + to - progress.at })
    },
    happened(moved: Moved) {
      const { after, told, byAgent } = moved
      if (byAgent && isDeed(told.type)) deeds[told.type] = (deeds[told.type] ?? 0) + 1
      for (const word of ownWords(definition, told)) own.add(word)
      if (told.type === 'acted') addCopied(definition, { progress: after, path: told.path, result: told.result }, copied)
      for (const stumbled of stumblesIn(moved)) stumble(stumbled, after.at)
      for (const path of stopped.keys()) if (after.steps[path]?.state !== 'failed') resume(path, after.at)
    },
    end(progress: Progress | undefined, until: number): Story {
      const over = progress && isEnded(progress) ? progress.at : until
      for (const path of [...stopped.keys()]) resume(path, over)
      const { addresses, messages, bytes } = copied
      return { spans: [...spans.values()], stumbles, deeds, ending: endingOf(progress?.start['domain']), copied: addresses.size === 0 ? null : { mailboxes: addresses.size, messages, bytes } }
    },
  }
}

type Stumbled = { path: Path, how: Stumble['how'], cause: Cause }

/** What went wrong with this event: what is tried or asked for again, and what has come to a stop. What breaks off because the run was given up asks nobody to decide. */
function stumblesIn({ before, after, told }: Moved): Stumbled[] {
  if (after.state === 'cancelling' || after.state === 'cancelled') return []
  return [...told.type === 'failed' ? notYet(after, told) : [], ...stopsIn(before, after)]
}

function notYet({ steps }: Progress, { path, says, words }: Extract<Told, { type: 'failed' }>): Stumbled[] {
  const state = steps[path]?.state
  return state === 'failed' ? [] : [{ path, how: state === 'acting' ? 'again' : 'anew', cause: { why: 'remote', says, ...words && { words } } }]
}

function stopsIn(before: Progress | undefined, after: Progress): Stumbled[] {
  return Object.entries(after.steps).flatMap(([path, { state, cause, since }]) => {
    const then = before?.steps[path]
    // What a person takes back by hand has failed without a cause: nothing went wrong.
    const isNew = state === 'failed' && (then?.state !== 'failed' || then.since !== since)
    return isNew && cause ? [{ path, how: 'stopped' as const, cause }] : []
  })
}

/** The name of a step, whichever item it is for: `boxes/copy`. */
const stepName = (path: Path) => path.replace(/\/\d+\//, '/')

// The one step whose results are amounts.
const COPIES = 'mail.copy'

function addCopied(definition: Definition, { progress, path, result }: { progress: Progress, path: Path, result: Readonly<Record<string, unknown>> }, to: { addresses: Set<string>, messages: number, bytes: number }) {
  const step = stepAt(definition, path)
  if (step?.kind !== 'action' || step.uses !== COPIES || typeof result['copied'] !== 'number') return
  const inner = innerOf(definition, path)
  // The same mailbox is copied several times, for what is new.
  to.addresses.add(inner ? progress.items[inner.each.id]?.[inner.index]?.name ?? path : path)
  to.messages += result['copied']
  to.bytes += Number(result['bytes'] ?? 0)
}

/** How a domain ends: `.fr`. */
function endingOf(domain: unknown): string | null {
  const [ending] = typeof domain === 'string' ? /\.[\p{L}\p{N}-]{2,63}$/u.exec(domain.trim().toLowerCase().replace(/\.$/, '')) ?? [] : []
  return ending ?? null
}
