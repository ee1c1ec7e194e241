/** One measured figure. `bar` says in words what it should be; `good` whether it is. */
export type Figure = { bench: string, what: string, value: number, unit: string, bar?: string, good?: boolean }

const shown = (value: number) => Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3).replace(/\.?0+$/, '')

/** The figures as a table for people. */
export function table(figures: readonly Figure[]): string {
  const rows = [['bench', 'what', 'measured', 'bar', ''], ...figures.map(({ bench, what, value, unit, bar = '', good }) => [bench, what, `${shown(value)} ${unit}`, bar, good === undefined ? '' : good ? 'ok' : 'NOT MET'])]
  const widths = [0, 1, 2, 3, 4].map(column => Math.max(...rows.map(row => (row[column] ?? '').length)))
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()
  const [head = [], ...rest] = rows
  return [line(head), widths.map(width => '-'.repeat(width)).join('  '), ...rest.map(line)].join('\n')
}

/** The value below which `share` of the samples lie. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN
}

export const median = (samples: readonly number[]) => percentile(samples, 0.5)
