import { Waits, type Figures, type Waited } from '../../../../server/workflows/figures/contract.ts'
import { percent, widest, type Line, type Part } from './bars.ts'
import type { FigureWords } from './useFigureWords.ts'

const KINDS = ['began', 'finished', 'givenUp'] as const
const sumOf = (waited: Waited) => Waits.options.reduce((sum, waits) => sum + waited[waits], 0)

/** What began and ended in each month, by the month that had most. */
export function monthLines(months: Figures['months'], { number, month: named }: FigureWords): Line[] {
  const most = widest(months.flatMap(month => KINDS.map(kind => month[kind])))
  return months.map(month => ({
    key: month.month, title: named(month.month), cells: KINDS.map(kind => number(month[kind])),
    parts: KINDS.filter(kind => month[kind] > 0).map(kind => ({ tone: kind, width: percent(month[kind], most) })),
  }))
}

/** Each phase by its average time, made of whom it waited for. */
export function phaseLines(phases: Figures['phases'], { say, span }: FigureWords): Line[] {
  const average = ({ took, waited }: Figures['phases'][number]) => sumOf(waited) / took.runs
  const longest = widest(phases.map(average))
  return phases.map(phase => ({ key: phase.id, title: say(phase.title), cells: [span(phase.took.median), span(phase.took.slow)], parts: waitParts(phase.waited, percent(average(phase), longest)) }))
}

function waitParts(waited: Waited, width: number): Part[] {
  const all = sumOf(waited)
  return Waits.options.filter(waits => waited[waits] > 0).map(waits => ({ tone: waits, width: percent(waited[waits], all) * width / 100 }))
}

/** For whom all of them waited, the longest first. */
export function waitLines({ waited, took }: Figures, { t, share, span }: FigureWords): Line[] {
  const all = sumOf(waited) || 1
  return Waits.options.toSorted((one, other) => waited[other] - waited[one]).map(waits => ({
    key: waits, tone: waits, title: t(`awaited.by.${waits}`), about: t(`awaited.about.${waits}`), cells: [share(waited[waits] / all), span(waited[waits] / (took?.runs ?? 1))],
    parts: waited[waits] > 0 ? [{ tone: waits, width: percent(waited[waits], widest(Object.values(waited))) }] : [],
  }))
}

/** What the cooperative did, by kind. */
export const deedLines = ({ kinds, total }: Figures['deeds'], { t, number, share }: FigureWords): Line[] => kinds.map(({ kind, count }) => ({
  key: kind, title: t(`deeds.kind.${kind}`), cells: [number(count), share(count / (total || 1))], parts: [{ tone: 'team', width: percent(count, widest(kinds.map(one => one.count))) }],
}))

/** How many domains have which ending. */
export function endingLines(endings: Figures['endings'], { number, share }: FigureWords): Line[] {
  const all = endings.reduce((sum, { runs }) => sum + runs, 0)
  return endings.map(({ ending, runs }) => ({ key: ending, title: ending, cells: [number(runs), share(runs / (all || 1))], parts: [{ tone: 'finished', width: percent(runs, widest(endings.map(one => one.runs))) }] }))
}

type Stumbles = Figures['causes'][number]

/** Steps or causes, by how often they stopped a run or were taken up again. */
export function stumbleLines(stumbles: readonly (Omit<Stumbles, 'id'> & { key: string })[], { say, number, span }: FigureWords): Line[] {
  const most = widest(stumbles.map(({ stopped, anew, again }) => stopped + anew + again))
  return stumbles.map(({ key, title, stopped, anew, again, runs, stood }) => ({
    key, title: say(title), cells: [number(stopped), number(anew + again), number(runs), stood > 0 ? span(stood) : '–'],
    parts: [{ tone: 'givenUp' as const, width: percent(stopped, most) }, { tone: 'began' as const, width: percent(anew + again, most) }].filter(({ width }) => width > 0),
  }))
}
