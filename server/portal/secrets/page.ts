import { stateOf, type HandOver } from '../../workflows/handing/hand-over.ts'
import { dayIn, momentIn } from '../runs/dates.ts'
import type { MemberRun } from '../runs/run.ts'
import { filledIn } from '../runs/words.ts'
import { wordsIn, type PortalLocale } from '../words.ts'
import { secretWordsIn } from './words.ts'

/** Whose it is, and when it is looked at. */
export type SecretOf = Pick<MemberRun, 'rehearsal' | 'now' | 'house' | 'ticket'>

/** What is shown of one hand-over: `value` to whoever has just come first, `back` to whoever comes from the page of its run. */
export type SecretShown = { locale: PortalLocale, value?: string, back?: string }

/** The name of what is handed over. */
export const nameOf = ({ kind, label }: Pick<HandOver, 'kind' | 'label'>, locale: PortalLocale): string => filledIn(secretWordsIn[locale].named[kind], { label })

/** The data of the page of one hand-over, for its template. */
export function secretPage(one: HandOver, run: SecretOf, { locale, value, back = '' }: SecretShown) {
  const words = secretWordsIn[locale]
  const state = value === undefined ? stateOf(one, run.now) : 'shown'
  return {
    locale, words, otherLocale: locale === 'fr' ? 'en' : 'fr', language: wordsIn[locale].language,
    house: run.house.name, title: nameOf(one, locale), back,
    rehearsal: run.rehearsal ? words.rehearsal : '',
    isReady: state === 'ready', value: value ?? '', valueName: words.value[one.kind],
    says: saysOf(one, run, { state, locale }),
    isGone: state === 'seen' || state === 'over',
    ...letterTo(run, nameOf(one, locale)),
  }
}

/** A mail to us about it; one that names the ticket is put with it. */
function letterTo({ house: { address }, ticket }: SecretOf, title: string) {
  if (address === null) return { address: '', letter: '' }
  return { address, letter: `mailto:${address}?subject=${encodeURIComponent(ticket ? `${title} (${ticket.reference})` : title)}` }
}

type Saying = { state: ReturnType<typeof stateOf> | 'shown', locale: PortalLocale }

function saysOf(one: HandOver, { now, house }: SecretOf, { state, locale }: Saying): string[] {
  const words = secretWordsIn[locale]
  switch (state) {
    case 'ready': return [filledIn(words.from, { house: house.name }), words.ready, filledIn(words.until, { day: dayIn(one.expiresAt, now, locale) })]
    case 'shown': return [one.kind === 'code' ? words.shownCode : words.shown]
    case 'seen': return [filledIn(words.seen[one.seenBy ?? 'link'], { day: momentIn(one.seenAt ?? now, now, locale) }), words.notYou, words.lost]
    case 'over': return [filledIn(words.over, { day: dayIn(one.expiresAt, now, locale) })]
  }
}

/** One hand-over on the page of its run. `url`: what may be handed on. */
export function handedLine(one: HandOver, { now, locale, url }: { now: number, locale: PortalLocale, url: string }) {
  const words = secretWordsIn[locale]
  const state = stateOf(one, now)
  const seen = filledIn(words.seenShort[one.seenBy ?? 'page'], { day: momentIn(one.seenAt ?? now, now, locale) })
  return {
    id: one.id, title: nameOf(one, locale), isReady: state === 'ready', url,
    note: state === 'seen' ? seen : state === 'over' ? words.overShort : filledIn(words.until, { day: dayIn(one.expiresAt, now, locale) }),
  }
}
