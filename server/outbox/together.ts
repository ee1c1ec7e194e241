import type { Sending } from './contract.ts'

const ATTENTION = ['failed', 'bounced', 'held for somebody', 'delayed', 'held', 'queued', 'sent', 'cancelled'] as const

const standOf = ({ state, hold }: Sending) => state === 'held' && hold !== 'undo' && hold !== 'scheduled' ? 'held for somebody' : state

/** How the sending of one message goes that more than one mail carries: as the one that needs somebody most, with what became of it everywhere. */
export function sendingOfAll(sendings: readonly Sending[]): Sending {
  const [first, ...others] = [...sendings].sort((one, other) => ATTENTION.indexOf(standOf(one)) - ATTENTION.indexOf(standOf(other)))
  if (!first) throw new RangeError('There is no mail')
  return others.length === 0 ? first : { ...first, deliveries: sendings.flatMap(({ deliveries }) => deliveries) }
}
