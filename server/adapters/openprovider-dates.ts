const HOUR_MS = 3_600_000

/** An instant as OpenProvider writes it (`2026-11-22 14:05:00`, the time of Amsterdam) in UTC ms; null for none, and for what is no date. */
export function instantIn(text: string | null | undefined): number | null {
  const [, day = '', time = '00:00', seconds = ':00'] = /^((?:19|20)\d\d-\d\d-\d\d)(?:[ T](\d\d:\d\d)(:\d\d)?)?$/.exec((text ?? '').trim()) ?? []
  const wall = Date.parse(`${day}T${time}${seconds}Z`)
  // 31 February would become a day of March.
  if (Number.isNaN(wall) || new Date(wall).toISOString().slice(0, 10) !== day) return null
  // An hour that comes twice is taken for its first time; one that never comes, for what the clocks then show.
  return isSummer(wall - 2 * HOUR_MS) ? wall - 2 * HOUR_MS : wall - HOUR_MS
}

/** An instant as OpenProvider writes it. */
export function textOf(instant: number): string {
  return new Date(instant + (isSummer(instant) ? 2 : 1) * HOUR_MS).toISOString().slice(0, 19).replace('T', ' ')
}

/** Directive 2000/84/EC: from the last Sunday of March to that of October, both at 01:00 UTC. */
function isSummer(instant: number): boolean {
  const year = new Date(instant).getUTCFullYear()
  return instant >= lastSunday(year, 2) && instant < lastSunday(year, 9)
}

function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month, 31, 1))
  return last.getTime() - last.getUTCDay() * 24 * HOUR_MS
}
