import { say } from '../../workflows/definition/conditions.ts'
import type { PortalLocale } from '../words.ts'
import { asksOf, type Ask } from './asks.ts'
import { dayAhead, dayDue, dayIn, hourAhead, isPast } from './dates.ts'
import { describedBy, fieldView, type Draft } from './fields.ts'
import { pathOf, standingOf, type Line } from './path.ts'
import type { MemberRun } from './run.ts'
import { wayOf } from './way.ts'
import { filledIn, forCount, headingOf, runWordsIn, type RunWords } from './words.ts'

/** What the page tells about what was just sent. */
export type RunNotice = { notice?: keyof RunWords['notices'], draft?: Draft }

// More at once would frighten, and grow the page: the others come when these are answered.
const MOST_ASKS = 8
const SHOWN_DONE = 3
const SHOWN_NEXT = 4

/** The data of the page of a run, for its template. */
export function runPage(run: MemberRun, locale: PortalLocale, { notice, draft }: RunNotice = {}) {
  const words = runWordsIn[locale]
  const [asks, lines] = [asksOf(run), pathOf(run)]
  return {
    locale, words, otherLocale: locale === 'fr' ? 'en' : 'fr',
    ...aboutOf(run, locale),
    rehearsal: run.rehearsal ? words.rehearsal : '',
    notice: notice ? words.notices[notice] : '',
    ...standing(run, { lines, asked: asks.length, locale }),
    way: wayOf(run, locale),
    asks: withoutRepeats(asks.slice(0, MOST_ASKS)).map((ask, i) => askView(ask, { id: `q${i}`, now: run.now, locale, draft: draft?.path === ask.path ? draft : undefined })),
    moreAsks: asks.length > MOST_ASKS ? forCount(words.moreAsks, asks.length - MOST_ASKS) : '',
    path: folded(lines.map(line => lineView(line, run.now, locale)), words),
  }
}

function aboutOf({ definition, progress, house, ticket, now }: MemberRun, locale: PortalLocale) {
  const title = say(definition.title, { start: progress.start })[locale]
  const subject = definition.subject ? say(definition.subject, { start: progress.start })[locale] : ''
  const reference = ticket?.reference ?? ''
  return {
    title, reference, house: house.name, address: house.address ?? '',
    subject: subject === title ? '' : subject,
    begun: dayIn(progress.startedAt, now, locale),
    // Mails that name the ticket in their subject are put with it.
    letter: house.address ? `mailto:${house.address}?subject=${encodeURIComponent([title, reference && `(${reference})`].filter(Boolean).join(' '))}` : '',
  }
}

function standing(run: MemberRun, { lines, asked, locale }: { lines: readonly Line[], asked: number, locale: PortalLocale }) {
  const words = runWordsIn[locale]
  const { word, line } = standingOf(run, lines, asked)
  const next = word === 'finished' || word === 'cancelled' ? undefined : lines.find(({ state }) => state === 'next')
  return {
    tone: word === 'you' ? 'you' : word === 'finished' ? 'finished' : 'calm',
    heading: headingOf(word, { asked, locale }),
    detail: filledIn(words.detail[word], { day: dayIn(run.progress.at, run.now, locale) }),
    current: word === 'you' || !line ? null : { title: line.title[locale], note: currentNote(line, run.now, locale) },
    next: next ? nextWords(next, locale) : '',
    patience: word === 'you' ? words.patience : '',
  }
}

const nextWords = ({ title, takes }: Line, locale: PortalLocale): string => filledIn(runWordsIn[locale].next, { title: title[locale], takes: takes?.[locale] ?? '' }).trim()

function askView(ask: Ask, { id, now, locale, draft }: { id: string, now: number, locale: PortalLocale, draft: Draft | undefined }) {
  const words = runWordsIn[locale]
  return {
    id, path: ask.path, round: ask.round,
    isForm: ask.kind === 'form', isTask: ask.kind === 'task', isGate: ask.kind === 'gate',
    title: ask.title[locale],
    item: ask.item === null || ask.title[locale].includes(ask.item) ? '' : filledIn(words.forItem, { item: ask.item }),
    explained: ([['why', ask.why], [ask.kind === 'gate' ? 'aware' : 'how', ask.how], ['takes', ask.takes], ['checked', ask.checked]] as const)
      .flatMap(([name, text]) => text?.[locale] ? [{ label: words[name], text: text[locale] }] : []),
    due: dueWords(ask.dueAt, now, locale),
    looked: ask.looked ? words.looked : '',
    review: draft?.refused ? words.refused[draft.refused] : draft && draft.problems.size > 0 ? forCount(words.review, draft.problems.size) : ask.wrong ? words.wrong : '',
    fields: ask.fields.map((field, i) => fieldView(field, { id: `${id}-${i}`, locale, draft })),
    word: wordView(ask, { id: `${id}-word`, locale, draft }),
    plan: ask.plan.map(({ title, irreversible }) => ({ title: title[locale], irreversible })),
  }
}

/** The same thing asked for several items is explained once. */
const withoutRepeats = (asks: readonly Ask[]): Ask[] => asks.map((ask, i) => isLike(ask, asks[i - 1]) ? { ...ask, why: null, how: null, takes: null, checked: null } : ask)
const explainedIn = ({ path, why, how, takes, checked }: Ask) => JSON.stringify([path.replace(/\/\d+\//, '/'), why, how, takes, checked])
const isLike = (ask: Ask, before: Ask | undefined) => ask.item !== null && before !== undefined && explainedIn(ask) === explainedIn(before)

function dueWords(dueAt: number | null, now: number, locale: PortalLocale): string {
  if (dueAt === null) return ''
  const { due, overdue } = runWordsIn[locale]
  return isPast(dueAt, now) ? filledIn(overdue, { day: dayIn(dueAt, now, locale) }) : filledIn(due, { day: dayDue(dueAt, now, locale) })
}

/** Room for a word: with what is done, or why not. */
function wordView({ kind, evidence }: Ask, { id, locale, draft }: { id: string, locale: PortalLocale, draft: Draft | undefined }) {
  if (kind === 'form' || (kind === 'task' && evidence === 'none')) return null
  const problem = draft?.problems.get('word')?.[locale] ?? ''
  const { hint, ...asked } = kind === 'gate' ? reasonWords(runWordsIn[locale]) : evidenceWords(runWordsIn[locale], evidence)
  return { id, problem, hint, ...asked, described: describedBy(id, { hint, problem }), value: draft?.values['word'] ?? '' }
}

const reasonWords = ({ declineWord, declineHint }: RunWords) => ({ label: declineWord, hint: declineHint, note: '', required: false })
const evidenceWords = ({ word, optional }: RunWords, evidence: Ask['evidence']) => ({ label: word[evidence], hint: '', note: evidence === 'optional' ? optional : '', required: evidence === 'needed' })

function lineView(line: Line, now: number, locale: PortalLocale) {
  const words = runWordsIn[locale]
  return {
    title: line.title[locale], state: line.state, stateWord: words.state[line.state], isYours: line.waits === 'you',
    note: line.state === 'done' && line.at !== null ? filledIn(words.doneOn, { day: dayIn(line.at, now, locale) }) : line.state === 'now' ? lineNote(line, now, locale) : line.takes?.[locale] ?? '',
    iso: line.state === 'done' && line.at !== null ? new Date(line.at).toISOString() : '',
    count: line.count,
  }
}

function lineNote(line: Line, now: number, locale: PortalLocale): string {
  const { waits, at, takes } = line
  const { lineNotes } = runWordsIn[locale]
  const dated = waits !== null && (at !== null || waits === 'date')
  return [countWords(line, locale), (dated && dateWords(line, now, locale)) || (waits && lineNotes[waits]), endWords(line, now, locale), waits === 'you' || line.ends !== null ? '' : takes?.[locale]].filter(Boolean).join(' ')
}

/** Beside a sentence that says already who is at it: how far, until when, how long. */
const currentNote = (line: Line, now: number, locale: PortalLocale): string => [countWords(line, locale), dateWords(line, now, locale), endWords(line, now, locale), line.ends === null && line.takes?.[locale]].filter(Boolean).join(' ')

const countWords = ({ count }: Line, locale: PortalLocale): string => count ? `${filledIn(runWordsIn[locale].lineNotes.count, count)}.` : ''

/** When it may be over: to the hour when that is near, for nobody believes an estimate to the minute. */
const endWords = ({ ends }: Line, now: number, locale: PortalLocale): string => ends === null || isPast(ends, now) ? '' : filledIn(runWordsIn[locale].lineNotes.ends, { day: hourAhead(ends, now, locale) })

/** Of what is looked for, the last day only where nothing is said of how long it takes: it is meant for us, and far away. */
function dateWords({ waits, at, takes }: Line, now: number, locale: PortalLocale): string {
  const { date, lookUntil } = runWordsIn[locale].lineNotes
  return at === null || (waits === 'look' && takes) ? '' : filledIn(waits === 'date' ? date : lookUntil, { day: dayAhead(at, now, locale) })
}

type LineView = ReturnType<typeof lineView>

/** A long path with its beginning and its end put together, so that a phone shows the middle. */
function folded(lines: readonly LineView[], { earlier, later }: RunWords) {
  const [done, now, next] = (['done', 'now', 'next'] as const).map(state => lines.filter(line => line.state === state)) as [LineView[], LineView[], LineView[]]
  const first = done.length > SHOWN_DONE + 1 ? done.length - SHOWN_DONE : 0
  const last = next.length > SHOWN_NEXT + 1 ? SHOWN_NEXT : next.length
  const summary = (count: number, { one, many }: { one: string, many: string }) => count === 0 ? '' : `${count} ${count === 1 ? one : many}`
  return {
    any: lines.length > 0,
    before: done.slice(0, first), beforeSummary: summary(first, earlier),
    lines: [...done.slice(first), ...now, ...next.slice(0, last)], start: first + 1,
    after: next.slice(last), afterSummary: summary(next.length - last, later), afterStart: done.length + now.length + last + 1,
  }
}
