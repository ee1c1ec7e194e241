import type { Message, TicketDetail, TicketRow } from '../../../../server/tickets/contract.ts'

/** How much goes with a message: nothing else, or all that was said after it. */
export type Extent = 'one' | 'onwards'

const isBeside = ({ sideId }: Message) => sideId !== null

/** What becomes a ticket of its own. */
export function goingWith(messages: readonly Message[], from: Message, extent: Extent): Message[] {
  const said = messages.filter(message => !isBeside(message))
  const index = said.findIndex(({ id }) => id === from.id)
  return index === -1 ? [] : said.slice(index, extent === 'one' ? index + 1 : undefined)
}

/** Whether something stays when these go. */
export const leavesSomething = ({ messages, earlier }: Pick<TicketDetail, 'messages' | 'earlier'>, going: readonly Message[]): boolean =>
  earlier > 0 || messages.filter(message => !isBeside(message)).length > going.length

/** Whether a ticket of its own may begin with this message: somebody wrote it, and it is not all there is. */
export const mayBegin = (detail: Pick<TicketDetail, 'messages' | 'earlier'>, message: Message): boolean =>
  message.kind === 'incoming' && message.automatic === null && !isBeside(message) && leavesSomething(detail, [message])

/** A reply that has not left yet keeps everything where it is. */
export const isHeldBack = (going: readonly Message[]): boolean => going.some(({ sending }) => sending?.state === 'held')

const ANSWER = /^\s*(?:(?:re|ré|rép|réf|aw|sv|tr|fw|fwd|wg)(?:\[\d+\])?\s*[:：]\s*)+/iu

/** What the new ticket may be called: as the message is, or else as the ticket. */
export const proposedSubject = (message: Pick<Message, 'subject'>, ticket: Pick<TicketRow, 'subject'>): string =>
  (message.subject.replace(ANSWER, '').trim() || ticket.subject).slice(0, 300)
