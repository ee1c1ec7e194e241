import type { Said } from '../contract.ts'
import { causeTitle } from './causes.ts'
import { Waits, type Deed, type Figures, type Spread, type Waited } from './contract.ts'
import { dayOf, monthsBetween, type Period } from './days.ts'
import type { Span, Story, Stumble } from './story.ts'

/** A run with its story, and when it began and ended. */
export type Lived = { id: number, startedAt: number, endedAt: number | null, standing: string, story: Story }

/** How phases and steps are called, in the order of the workflow. */
export type Names = { phases: readonly { id: string, title: Said }[], steps: ReadonlyMap<string, Said> }

export type Summed = Omit<Figures, 'workflow' | 'from' | 'to' | 'until'>

/** What runs come to between two instants. How long they took, and what for, is asked of those that ended well; what went wrong, of all. */
export function summed(runs: readonly Lived[], { period, now, names }: { period: Period, now: number, names: Names }): Summed {
  const isIn = (at: number | null): at is number => at !== null && at >= period.from && at < period.to
  const ended = (standing: string) => runs.filter(run => run.standing === standing && isIn(run.endedAt))
  const [began, finished, givenUp] = [runs.filter(({ startedAt }) => isIn(startedAt)), ended('finished'), ended('cancelled')]
  const stumbles = runs.flatMap(({ id, story }) => story.stumbles.filter(({ at }) => isIn(at)).map(stumble => ({ ...stumble, id })))
  return {
    counts: { began: began.length, finished: finished.length, givenUp: givenUp.length, goingOn: runs.filter(({ startedAt, endedAt }) => startedAt < period.to && (endedAt === null || endedAt >= period.to)).length },
    months: monthly({ began: began.map(({ startedAt }) => startedAt), finished: finished.flatMap(({ endedAt }) => endedAt ?? []), givenUp: givenUp.flatMap(({ endedAt }) => endedAt ?? []) }, period, now),
    took: spreadOf(finished.map(({ startedAt, endedAt }) => (endedAt ?? startedAt) - startedAt)),
    waited: waitedIn(finished.flatMap(({ story }) => story.spans)),
    phases: phasesOf(finished, names),
    deeds: deedsOf(finished),
    endings: endingsOf(finished),
    copied: copiedBy(finished),
    steps: grouped(stumbles, ({ step }) => step).map(([step, sums]) => ({ step, title: names.steps.get(step) ?? { fr: step, en: step }, ...sums })),
    causes: grouped(stumbles, ({ cause }) => cause).map(([id, sums]) => ({ id, title: causeTitle(id), ...sums })),
  }
}

type Kind = 'began' | 'finished' | 'givenUp'

function monthly(instants: Record<Kind, number[]>, { from, to, zone }: Period, now: number): Summed['months'] {
  const months = monthsBetween(dayOf(from, zone), dayOf(Math.max(from, Math.min(to - 1, now)), zone)).map(month => ({ month, began: 0, finished: 0, givenUp: 0 }))
  const byName = new Map(months.map(month => [month.month, month]))
  for (const kind of ['began', 'finished', 'givenUp'] as const) {
    for (const at of instants[kind]) {
      const month = byName.get(dayOf(at, zone).slice(0, 7))
      if (month) month[kind] += 1
    }
  }
  return months
}

/** The middle one of these, and what nine in ten did not exceed; null of none. */
export function spreadOf(durations: readonly number[]): Spread | null {
  if (durations.length === 0) return null
  const sorted = durations.toSorted((one, other) => one - other)
  return { runs: sorted.length, median: middleOf(sorted), slow: sorted[Math.ceil(sorted.length * 0.9) - 1] ?? 0 }
}

function middleOf(sorted: readonly number[]): number {
  const half = sorted.length / 2
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2
}

function waitedIn(spans: readonly Span[]): Waited {
  const waited = Object.fromEntries(Waits.options.map(waits => [waits, 0])) as Waited
  for (const { waits, ms } of spans) waited[waits] += ms
  return waited
}

/** Each phase that a run has spent time in; where there are no phases, none. */
function phasesOf(finished: readonly Lived[], { phases }: Names): Summed['phases'] {
  return phases.flatMap(({ id, title }) => {
    const runs = finished.map(({ story }) => story.spans.filter(({ phase }) => phase === id)).filter(spans => spans.length > 0)
    const took = spreadOf(runs.map(spans => spans.reduce((sum, { ms }) => sum + ms, 0)))
    return took ? [{ id, title, took, waited: waitedIn(runs.flat()) }] : []
  })
}

const totalOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)

function deedsOf(finished: readonly Lived[]): Summed['deeds'] {
  const kinds = new Map<Deed, number>()
  for (const { story } of finished) for (const [kind, count] of Object.entries(story.deeds) as [Deed, number][]) kinds.set(kind, (kinds.get(kind) ?? 0) + count)
  const each = finished.map(({ story }) => totalOf(Object.values(story.deeds))).sort((one, other) => one - other)
  return { total: totalOf(each), median: each.length === 0 ? 0 : middleOf(each), most: each.at(-1) ?? 0, kinds: [...kinds].map(([kind, count]) => ({ kind, count })).sort((one, other) => other.count - one.count || one.kind.localeCompare(other.kind)) }
}

function endingsOf(finished: readonly Lived[]): Summed['endings'] {
  const endings = Map.groupBy(finished.flatMap(({ story }) => story.ending ?? []), ending => ending)
  return [...endings].map(([ending, { length: runs }]) => ({ ending, runs })).sort((one, other) => other.runs - one.runs || one.ending.localeCompare(other.ending))
}

function copiedBy(finished: readonly Lived[]): Summed['copied'] {
  const copies = finished.flatMap(({ story }) => story.copied ?? [])
  const sum = (what: 'mailboxes' | 'messages' | 'bytes') => totalOf(copies.map(copy => copy[what]))
  return copies.length === 0 ? null : { mailboxes: sum('mailboxes'), messages: sum('messages'), bytes: sum('bytes') }
}

type Sums = { again: number, anew: number, stopped: number, runs: number, stood: number }

/** What brought most runs to a stop comes first, then what had to be tried most often. */
function grouped(stumbles: readonly (Stumble & { id: number })[], by: (stumble: Stumble) => string): [string, Sums][] {
  const groups = [...Map.groupBy(stumbles, by)].map(([name, some]): [string, Sums] => {
    const count = (how: Stumble['how']) => some.filter(stumble => stumble.how === how).length
    return [name, { again: count('again'), anew: count('anew'), stopped: count('stopped'), runs: new Set(some.map(({ id }) => id)).size, stood: totalOf(some.map(({ ms }) => ms)) }]
  })
  return groups.sort(([name, one], [other, two]) => two.stopped - one.stopped || two.anew + two.again - one.anew - one.again || name.localeCompare(other))
}
