const MINUTE = 60_000

/** How often, as it follows "every": 15 min, 24 h. Never "1 h", which French says otherwise. */
export function everyWords(ms: number, locale: string): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE))
  const [unit, count] = minutes > 60 && minutes % 60 === 0 ? ['hour', minutes / 60] as const : ['minute', minutes] as const
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count)
}
