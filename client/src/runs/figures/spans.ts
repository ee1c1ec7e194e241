const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000]

/** A duration as people compare them: 12 min, 3.5 hours, 41 days. */
export function spanOf(ms: number, locale: string): string {
  const [unit, size] = ms < HOUR ? ['minute', MINUTE] as const : ms < 2 * DAY ? ['hour', HOUR] as const : ['day', DAY] as const
  const value = ms / size
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: unit === 'day' ? 'long' : 'short', maximumFractionDigits: value < 10 && unit !== 'minute' ? 1 : 0 }).format(value)
}
