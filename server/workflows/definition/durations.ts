const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** `5d` in milliseconds. What is no duration has passed the schema of definitions by mistake. */
export function msOf(duration: string): number {
  const unit = UNITS[duration.slice(-1)]
  const count = Number(duration.slice(0, -1))
  if (unit === undefined || !(count >= 1)) throw new RangeError(`${duration} is not a duration`)
  return count * unit
}
