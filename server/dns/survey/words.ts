import type { Said } from './contract.ts'

const DAY_S = 86_400
const HOUR_S = 3600
const MINUTE_S = 60

/** A day in words. Days are those of Greenwich: nobody moves a domain by the hour. */
export const dayOf = (at: number): Said => ({ fr: inWords('fr', at), en: inWords('en-GB', at) })

const inWords = (locale: string, at: number) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at).replace(/^1 (?=\p{L}+ \d{4}$)/u, locale === 'fr' ? '1er ' : '1 ')

/** So many seconds in words, up to the next whole number: 5 minutes, 3 hours, 2 days. */
export function spanOf(seconds: number): Said {
  const [unit, size, fr] = seconds > 2 * DAY_S ? ['day', DAY_S, 'jour'] as const : seconds >= HOUR_S ? ['hour', HOUR_S, 'heure'] as const : ['minute', MINUTE_S, 'minute'] as const
  const count = Math.max(1, Math.ceil(seconds / size))
  return { fr: `${count} ${fr}${count > 1 ? 's' : ''}`, en: `${count} ${unit}${count > 1 ? 's' : ''}` }
}

const MOST_NAMED = 5

/** The first of them, and how many there are beside. */
export function listed(names: readonly string[]): Said {
  const first = names.slice(0, MOST_NAMED).map(bare).join(', ')
  const others = names.length - MOST_NAMED
  return others > 0 ? { fr: `${first} et ${others} de plus`, en: `${first} and ${others} more` } : { fr: first, en: first }
}

/** A name as people write it: without its last dot. */
export const bare = (name: string) => name.replace(/(?<=.)\.$/, '')
