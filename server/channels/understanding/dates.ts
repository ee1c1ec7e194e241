const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

// Old zone names (RFC 5322 §4.3), and European ones that programs write; minutes east of Greenwich.
const ZONES: Record<string, number> = {
  ut: 0, utc: 0, gmt: 0, z: 0, wet: 0, bst: 60, west: 60, cet: 60, met: 60, cest: 120, mest: 120, eet: 120, eest: 180, msk: 180,
  est: -300, edt: -240, cst: -360, cdt: -300, mst: -420, mdt: -360, pst: -480, pdt: -420,
}

const DATE = /(\d{1,2})[\s-]+([a-z]{3})[a-z.]*[\s-]+(\d{2,4})[\s,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*(?:(?:gmt|utc)?([+-]\d{1,2}):?(\d{2})|([a-z]{1,5}))?/i
const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(?:([+-]\d{1,2}):?(\d{2})|([a-z]{1,5}))?/i
// Tue Nov 24 10:11:12 2026: what ctime prints.
const CTIME = /([a-z]{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2}):(\d{2})\s+(?:([a-z]{1,5})\s+)?(\d{4})/i

type Parts = { year: number, month: number, day: number, hour: number, minute: number, second: number, offset: number }

/** UTC milliseconds of a Date header (RFC 5322, and what is written instead), or null when it cannot be read or cannot be true. */
export function readDate(value: string | undefined): number | null {
  const text = (value ?? '').slice(0, 200).replace(/\([^)]*\)?/g, ' ')
  const parts = commonDate(text) ?? isoDate(text) ?? ctimeDate(text)
  return parts ? instant(parts) : null
}

function commonDate(text: string): Parts | undefined {
  const match = DATE.exec(text)
  if (!match) return undefined
  const [, day, month = '', year, hour, minute, second = '0', hours, minutes, zone] = match
  return { year: fullYear(Number(year)), month: MONTHS.indexOf(month.toLowerCase()), day: Number(day), hour: Number(hour), minute: Number(minute), second: Number(second), offset: offsetOf(hours, minutes, zone) }
}

function isoDate(text: string): Parts | undefined {
  const match = ISO.exec(text.trim())
  if (!match) return undefined
  const [, year, month, day, hour, minute, second = '0', hours, minutes, zone] = match
  return { year: Number(year), month: Number(month) - 1, day: Number(day), hour: Number(hour), minute: Number(minute), second: Number(second), offset: offsetOf(hours, minutes, zone) }
}

function ctimeDate(text: string): Parts | undefined {
  const match = CTIME.exec(text)
  if (!match) return undefined
  const [, month = '', day, hour, minute, second, zone, year] = match
  return { year: Number(year), month: MONTHS.indexOf(month.toLowerCase()), day: Number(day), hour: Number(hour), minute: Number(minute), second: Number(second), offset: offsetOf(undefined, undefined, zone) }
}

// RFC 5322 §4.3 on years of two and three digits.
function fullYear(year: number): number {
  if (year < 50) return year + 2000
  return year < 1000 ? year + 1900 : year
}

function offsetOf(hours: string | undefined, minutes: string | undefined, zone: string | undefined): number {
  if (hours === undefined) return ZONES[(zone ?? '').toLowerCase()] ?? 0
  const sign = hours.startsWith('-') ? -1 : 1
  return Number(hours) * 60 + sign * Number(minutes)
}

/** Minutes; the Line Islands are 14 hours ahead. */
const FARTHEST_ZONE = 15 * 60

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month + 1, 0)).getUTCDate()

const isDay = ({ year, month, day }: Pick<Parts, 'year' | 'month' | 'day'>) => year >= 1970 && year <= 2100 && month >= 0 && month < 12 && day >= 1 && day <= daysIn(year, month)

function instant({ year, month, day, hour, minute, second, offset }: Parts): number | null {
  const isTime = hour < 25 && minute < 60 && second < 62 && Math.abs(offset) <= FARTHEST_ZONE
  if (!isDay({ year, month, day }) || !isTime) return null
  return Date.UTC(year, month, day, hour, minute, second) - offset * 60_000
}
