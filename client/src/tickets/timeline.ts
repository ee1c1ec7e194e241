import type { Message, TicketAct } from '../../../server/tickets/contract.ts'

/** One thing that happened on a ticket: something said, or something done. */
export type Moment = { at: number, key: string, message: Message } | { at: number, key: string, act: TicketAct }

/** All that happened on a ticket, in the order it happened. What was said comes before what was done at the same instant. */
export function timeline(messages: readonly Message[], acts: readonly TicketAct[]): Moment[] {
  const said: Moment[] = messages.map(message => ({ at: message.at, key: `message-${message.id}`, message }))
  const done: Moment[] = acts.map((act, index) => ({ at: act.at, key: `act-${index}`, act }))
  return [...said, ...done].sort((a, b) => a.at - b.at)
}

/** What follows the new part of a message: its signature and what it quotes. */
export function folded({ text, visibleReply }: Pick<Message, 'text' | 'visibleReply'>): string {
  if (visibleReply === null) return ''
  const begin = text.indexOf(visibleReply)
  return (begin === -1 ? text : text.slice(0, begin) + text.slice(begin + visibleReply.length)).trim()
}
