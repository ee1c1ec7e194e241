import type { AttachedMessage } from '../../tickets/inside/contract.ts'
import type { ParsedMail } from '../understanding/message.ts'

const MOST_PEOPLE = 20
const LONGEST = 20_000

/** What is shown of a message that was attached to another one. */
export function attachedOf({ from, to, subject, date, text }: ParsedMail): AttachedMessage {
  return { from, to: to.slice(0, MOST_PEOPLE), subject, at: date, text: text.slice(0, LONGEST).toWellFormed(), isCut: text.length > LONGEST }
}
