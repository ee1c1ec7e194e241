import { stateOf, type HandOver } from '../../workflows/handing/hand-over.ts'
import { stepAt } from '../../workflows/engine/places.ts'
import { handedLine } from '../secrets/page.ts'
import { secretWordsIn } from '../secrets/words.ts'
import type { PortalLocale } from '../words.ts'
import { maybeSaidAt, type MemberRun } from './run.ts'
import { filledIn } from './words.ts'

// Of one step: more would push everything else off a phone.
const MOST = 4

type Handing = { all: readonly HandOver[], locale: PortalLocale, urlOf: (one: HandOver) => string }

/** What was handed to the member, on the page of the run: step by step, each with what is to be known of it, what waits to be seen first. */
export function handedPart(run: MemberRun, { all, locale, urlOf }: Handing) {
  const steps = Map.groupBy(all, ({ path }) => path.replace(/\/\d+\//, '/'))
  return {
    handedWords: secretWordsIn[locale],
    handedWaits: all.some(one => !isSettled(one, run)),
    handed: [...steps.values()].map(some => ({
      text: textOf(run, some[0], locale),
      ...folded(some.toSorted((one, other) => Number(isSettled(one, run)) - Number(isSettled(other, run))).map(one => handedLine(one, { now: run.now, locale, url: urlOf(one) })), locale),
    })),
  }
}

/** The first of many; the others behind a line that counts them. */
function folded(lines: readonly ReturnType<typeof handedLine>[], locale: PortalLocale) {
  const shown = lines.length > MOST + 1 ? MOST : lines.length
  return { lines: lines.slice(0, shown), more: lines.slice(shown), moreSummary: filledIn(secretWordsIn[locale].more, { count: lines.length - shown }) }
}

const isSettled = (one: HandOver, { now }: MemberRun) => stateOf(one, now) !== 'ready'

function textOf(run: MemberRun, one: HandOver | undefined, locale: PortalLocale): string {
  const step = one && stepAt(run.definition, one.path)
  return step ? maybeSaidAt(run, one.path, step.why)?.[locale] ?? '' : ''
}
