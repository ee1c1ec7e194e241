import type { TicketStatus } from './contract.ts'
import type { Place } from './list-cursor.ts'

/** One stretch of an index: the tickets of one status that rank below or do not, from some place on. */
export type Part = { status: TicketStatus, below: boolean, after: Place | undefined }

const OVER: readonly TicketStatus[] = ['solved', 'closed']

/** Whether these tickets are work to be done: those that others have answered rank below then. Among what is over, time alone counts. */
export const isQueue = (statuses: readonly TicketStatus[]): boolean => !statuses.some(status => OVER.includes(status))

/** The stretches that a page is put together of. Where those that rank below come last, those before them are over once a page began among them. */
export function slicesOf(statuses: readonly TicketStatus[], { isRanked, after }: { isRanked: boolean, after: Place | undefined }): Part[] {
  return [false, true].flatMap((below) => {
    if (isRanked && after && after.below && !below) return []
    const from = isRanked && after && after.below !== below ? undefined : after
    return statuses.map(status => ({ status, below, after: from }))
  })
}
