import type { Channel } from '../../tickets/contract.ts'
import { evaluate } from '../definition/conditions.ts'
import type { Result } from '../engine/progress.ts'
import type { Trigger, TriggerConditions } from './contract.ts'

/** A ticket that was just opened, as far as rules look at it. */
export type FreshTicket = { id: number, reference: string, subject: string, channel: Channel, sourceId: number | null, requester: { address: string, name: string }, text: string }

const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('’', '\'').toLowerCase()

/** Whether the ticket is what the rule waits for. */
export function matches({ channel, sourceId, words }: TriggerConditions, ticket: FreshTicket): boolean {
  if (channel !== null && channel !== ticket.channel) return false
  if (sourceId !== null && sourceId !== ticket.sourceId) return false
  const said = plain(`${ticket.subject}\n${ticket.text}`)
  return words.length === 0 || words.some(word => said.includes(plain(word)))
}

/** What the run is started with, worked out from the ticket; an expression that comes to nothing says why. */
export function startOf({ start }: Pick<Trigger, 'start'>, { subject, requester, channel, reference }: FreshTicket): { values: Result } | { problem: string } {
  const values: Record<string, unknown> = {}
  for (const [name, expression] of Object.entries(start)) {
    const came = evaluate(expression, { ticket: { subject, requester, channel, reference } })
    if ('problem' in came) return { problem: `${name}: ${came.problem}` }
    values[name] = came.value
  }
  return { values }
}
