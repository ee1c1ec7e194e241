import type { AttachedMessage } from '../../tickets/inside/contract.ts'
import type { Understanding } from './ports.ts'

const MOST_PEOPLE = 20
const LONGEST = 20_000

/** What is shown of a message that was attached to another one; undefined when it is none that can be read. */
export function attachedOf(understood: Understanding): AttachedMessage | undefined {
  if (!('mail' in understood)) return undefined
  const { from, to, subject, date, text } = understood.mail
  return { from, to: to.slice(0, MOST_PEOPLE), subject, at: date, text: text.slice(0, LONGEST).toWellFormed(), isCut: text.length > LONGEST }
}
