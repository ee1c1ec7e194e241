import type { Waits } from '../../../../server/workflows/figures/contract.ts'

/** The colour of a part: whom is waited for, or what became of runs. Numbers stand beside them always. */
export type Tone = Waits | 'began' | 'finished' | 'givenUp'
/** A part of a bar, in percent of the widest. */
export type Part = { tone: Tone, width: number }
/** A line of a table: its name, a bar below it, and a number for each column. */
export type Line = { key: string, title: string, about?: string, tone?: Tone, parts: Part[], cells: string[] }

export const TONES: Record<Tone, string> = {
  member: 'bg-primary', team: 'bg-(--side-ink)', date: 'bg-amber-500', outside: 'bg-sky-600', machine: 'bg-stone-400 dark:bg-stone-500',
  began: 'bg-stone-400 dark:bg-stone-500', finished: 'bg-primary', givenUp: 'bg-error',
}

/** The widest of these, and never nothing: bars are measured by it. */
export const widest = (values: readonly number[]): number => Math.max(...values, 0) || 1

/** So many percent of the whole. */
export const percent = (value: number, whole: number): number => Math.round(value / (whole || 1) * 1000) / 10
