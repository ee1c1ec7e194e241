import type { RunDetail } from '../../../server/workflows/contract.ts'

type RunEvent = RunDetail['events'][number]
/** An event, and how often the same thing happened in a row. */
export type Moment = RunEvent & { times: number }

/** What is of the machine's routine: told once, however often. */
const ROUTINE = new Set(['seen', 'unseen', 'going', 'woke'])
const isSame = (a: RunEvent, b: RunEvent) => a.type === b.type && ROUTINE.has(a.type) && a.item === b.item && a.title?.fr === b.title?.fr

/** The events of a run, the latest first; a look that is repeated is one line, with what the last one saw. */
export function momentsOf(events: readonly RunEvent[]): Moment[] {
  const moments: Moment[] = []
  for (const event of [...events].sort((a, b) => b.number - a.number)) {
    const last = moments.at(-1)
    if (last && isSame(last, event)) last.times += 1
    else moments.push({ ...event, times: 1 })
  }
  return moments
}
