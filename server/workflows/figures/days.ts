const DAY_MS = 86_400_000

/** From the first instant of one day to the last of another, as the clocks of a zone have it. */
export type Period = { from: number, to: number, zone: string }

/** The instant at which a day (`2026-11-22`) begins in a zone. */
export function startOf(day: string, zone: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`)
  // Twice: around a change of clocks the first guess is an hour off.
  return utc - aheadAt(utc - aheadAt(utc, zone), zone)
}

/** The two days with all that lies between them. */
export const periodOf = ({ from, to }: { from: string, to: string }, zone: string): Period => ({ from: startOf(from, zone), to: startOf(dayAfter(to), zone), zone })

const dayAfter = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10)

/** The day of an instant in a zone: `2026-11-22`. */
export const dayOf = (at: number, zone: string): string => formatFor(zone).format(at).slice(0, 10)

/** Every month from one day to another: `2026-11`. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = []
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = monthAfter(month)) months.push(month)
  return months
}

function monthAfter(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))]
  return number === 12 ? `${String(year + 1).padStart(4, '0')}-01` : `${month.slice(0, 4)}-${String(number + 1).padStart(2, '0')}`
}

/** How far the clocks of a zone are ahead of UTC. */
const aheadAt = (at: number, zone: string) => Date.parse(`${formatFor(zone).format(at).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000

const kept = new Map<string, Intl.DateTimeFormat>()

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const format = kept.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
  kept.set(timeZone, format)
  return format
}
