import type { PortalLocale } from '../words.ts'

const DAY_MS = 86_400_000
// Where the cooperative is, like everywhere in the portal.
const ZONE = 'Europe/Paris'
const TAGS = { fr: 'fr-FR', en: 'en-GB' } as const

const DAY = { fr: formatIn('fr'), en: formatIn('en') }
const AWAY = { fr: new Intl.RelativeTimeFormat('fr-FR'), en: new Intl.RelativeTimeFormat('en-GB') }
const NEAR = {
  fr: new Map([[-1, 'hier'], [0, 'aujourd’hui'], [1, 'demain']]),
  en: new Map([[-1, 'yesterday'], [0, 'today'], [1, 'tomorrow']]),
}

function formatIn(locale: PortalLocale) {
  return new Intl.DateTimeFormat(TAGS[locale], { timeZone: ZONE, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
}

function partsOf(at: number, locale: PortalLocale) {
  const parts = new Map(DAY[locale].formatToParts(at).map(({ type, value }) => [type, value]))
  return { weekday: parts.get('weekday') ?? '', day: parts.get('day') ?? '', month: parts.get('month') ?? '', year: parts.get('year') ?? '' }
}

const NUMBERS = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, year: 'numeric', month: 'numeric', day: 'numeric' })

/** The day of an instant as a number: the difference of two is how many nights lie between them. */
function dayNumber(at: number): number {
  const parts = new Map(NUMBERS.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  return Date.UTC(parts.get('year') ?? 0, (parts.get('month') ?? 1) - 1, parts.get('day') ?? 1) / DAY_MS
}

/** The day as it is said within a sentence: "le mardi 12 mai", "demain"; "on Tuesday 12 May". The year where it is another one. */
export function dayIn(at: number, now: number, locale: PortalLocale): string {
  const near = NEAR[locale].get(dayNumber(at) - dayNumber(now))
  if (near !== undefined) return near
  const { weekday, day, month, year } = partsOf(at, locale)
  const ofYear = year === partsOf(now, locale).year ? '' : ` ${year}`
  return locale === 'fr' ? `le ${weekday} ${day === '1' ? '1er' : day} ${month}${ofYear}` : `on ${weekday} ${day} ${month}${ofYear}`
}

/** The same, and how far away that is: "le mardi 12 mai (dans 3 jours)". */
export function dayAhead(at: number, now: number, locale: PortalLocale): string {
  const days = dayNumber(at) - dayNumber(now)
  const said = dayIn(at, now, locale)
  if (days < 2) return said
  return `${said} (${days < 60 ? AWAY[locale].format(days, 'day') : AWAY[locale].format(Math.round(days / 30.4), 'month')})`
}

const HOUR = { fr: hourIn('fr'), en: hourIn('en') }

function hourIn(locale: PortalLocale) {
  return new Intl.DateTimeFormat(TAGS[locale], { timeZone: ZONE, hour: 'numeric', minute: '2-digit' })
}

/** The day, and today or tomorrow the hour as well: "aujourd’hui vers 14:30", "tomorrow at about 09:00". */
export function hourAhead(at: number, now: number, locale: PortalLocale): string {
  const near = dayNumber(at) - dayNumber(now)
  if (near < 0 || near > 1) return dayAhead(at, now, locale)
  return `${dayIn(at, now, locale)} ${locale === 'fr' ? 'vers' : 'at about'} ${HOUR[locale].format(at)}`
}

/** A day that is past, and the hour of it: "hier à 14:30", "on Tuesday 12 May at 09:00". */
export const momentIn = (at: number, now: number, locale: PortalLocale): string => `${dayIn(at, now, locale)} ${locale === 'fr' ? 'à' : 'at'} ${HOUR[locale].format(at)}`

/** By when: "pour le mardi 12 mai (dans 3 jours)", "by Tuesday 12 May (in 3 days)". */
export const dayDue = (at: number, now: number, locale: PortalLocale): string => locale === 'fr' ? `pour ${dayAhead(at, now, locale)}` : `by ${dayAhead(at, now, locale).replace(/^on /, '')}`

/** Whether the day of that instant is over. */
export const isPast = (at: number, now: number): boolean => dayNumber(at) < dayNumber(now)
