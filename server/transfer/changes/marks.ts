import type { ZonePlanAnswer } from '../zones/contract.ts'
import type { Known } from './known.ts'
import { CHANGE_MARKS, type ChangeMark } from './contract.ts'
import { saidIn } from './results.ts'

/** What is worth a look before this goes on, what is unusual first. */
export function marksOf(known: Marked, zone: Pick<ZonePlanAnswer, 'planned' | 'unreadInAll'>): ChangeMark[] {
  const counts = countsOf(known, zone)
  const usual = usualIn(known)
  const marks = CHANGE_MARKS.filter(kind => counts[kind] > 0).map(kind => ({ kind, count: counts[kind], unusual: !usual.has(kind) }))
  return [...marks.filter(({ unusual }) => unusual), ...marks.filter(({ unusual }) => !unusual)]
}

/** How many records somebody writes by hand. */
export const byHandIn = ({ planned: { handOver } }: Pick<ZonePlanAnswer, 'planned'>): number => handOver?.lines.split('\n').filter(line => line.trim() !== '').length ?? 0

type Marked = Pick<Known, 'dnssec' | 'mailboxes' | 'mail' | 'hosting' | 'seenTo'>

/** What the run itself sees to is told, and no reason to stop. */
const usualIn = ({ seenTo }: Marked): ReadonlySet<ChangeMark['kind']> =>
  new Set(['signed', 'unsigned', ...seenTo.records ? ['by-hand' as const] : [], ...seenTo.mail ? ['mail-by-hand' as const] : []])

function countsOf({ dnssec, mailboxes, mail, hosting }: Marked, { planned, unreadInAll }: Parameters<typeof marksOf>[1]): Record<ChangeMark['kind'], number> {
  const { objections, rows } = planned
  const unplanned = rows.filter(({ category }) => category === 'missing' || category === 'extra')
  return {
    'objections': objections.length,
    'unread': unreadInAll,
    'unplanned': unplanned.length,
    'by-hand': byHandIn({ planned }),
    'hosting': saidIn(hosting, 'objections').length,
    'mail-by-hand': saidIn(mail, 'byHand').length,
    'mail-left': mailboxes.filter(({ state }) => state === 'skipped' || state === 'failed').length,
    'mail-missed': mailboxes.reduce((sum, { missed }) => sum + missed.length, 0),
    'signed': Number(dnssec === 'signed'),
    'unsigned': Number(dnssec === 'unsigned'),
    'still-signed': Number(dnssec === 'still-signed'),
  }
}
