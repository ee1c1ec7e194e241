import type { LocationQuery, LocationQueryRaw } from 'vue-router'

/** Which figures the reader chose; it is in the address. A year, or two days. */
export type FiguresChoice = { workflow: string | undefined } & ({ year: number } | { from: string, to: string })

const DAY = /^\d{4}-\d{2}-\d{2}$/
const YEAR = /^2\d{3}$/

/** Reads a choice from an address; what is not understood is left out, and `year` holds where no other is said. */
export function choiceOf(query: LocationQuery, year: number): FiguresChoice {
  const word = (name: string) => typeof query[name] === 'string' ? query[name] : ''
  const workflow = word('workflow').slice(0, 60) || undefined
  const [from, to] = [word('from'), word('to')]
  if (isDay(from) && isDay(to) && from <= to) return { workflow, from, to }
  return { workflow, year: YEAR.test(word('year')) ? Number(word('year')) : year }
}

const isDay = (text: string) => DAY.test(text) && !Number.isNaN(Date.parse(text))

/** Writes it as an address. */
export const addressOf = (choice: FiguresChoice): LocationQueryRaw => ({
  ...choice.workflow === undefined ? {} : { workflow: choice.workflow }, ...'year' in choice ? { year: String(choice.year) } : { from: choice.from, to: choice.to },
})

/** The two days that it is about. */
export const daysOf = (choice: FiguresChoice) => 'year' in choice ? { from: `${choice.year}-01-01`, to: `${choice.year}-12-31` } : { from: choice.from, to: choice.to }

/** What the server is asked for. */
export const askedFor = (choice: FiguresChoice): Record<string, string> => ({ ...choice.workflow === undefined ? {} : { workflow: choice.workflow }, ...daysOf(choice) })
