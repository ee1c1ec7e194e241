export type Locale = 'fr' | 'en'

const ZONE = 'Europe/Paris'
const TAGS = { fr: 'fr-FR', en: 'en-GB' } as const

const formats = (options: Intl.DateTimeFormatOptions) => ({
  fr: new Intl.DateTimeFormat(TAGS.fr, { timeZone: ZONE, ...options }),
  en: new Intl.DateTimeFormat(TAGS.en, { timeZone: ZONE, ...options }),
})
const DAY = formats({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const CLOCK = formats({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

function dateOf(value: unknown): Date {
  const date = value instanceof Date ? value : new Date(typeof value === 'bigint' ? Number(value) : typeof value === 'string' || typeof value === 'number' ? value : Number.NaN)
  if (Number.isNaN(date.getTime())) throw new TypeError('this is not a date')
  return date
}

/** "lundi 12 mai 2027", "Monday 12 May 2027": an ISO text or UTC milliseconds, where the cooperative is. */
export function dayOf(value: unknown, locale: Locale): string {
  const parts = new Map(DAY[locale].formatToParts(dateOf(value)).map(({ type, value: said }) => [type, said]))
  const day = parts.get('day')
  return `${parts.get('weekday')} ${locale === 'fr' && day === '1' ? '1er' : day} ${parts.get('month')} ${parts.get('year')}`
}

/** "lundi 12 mai 2027 à 14:30", "Monday 12 May 2027 at 14:30". */
export const momentOf = (value: unknown, locale: Locale): string => `${dayOf(value, locale)} ${locale === 'fr' ? 'à' : 'at'} ${CLOCK[locale].format(dateOf(value))}`
