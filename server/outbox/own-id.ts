import type { Signer } from '../platform/signing.ts'

/** What a Message-ID of ours names. `ticketId` is 0 for mail about no ticket, `sideId` null for the conversation with the member. */
export type OwnId = { ticketId: number, sideId: number | null, messageId: number }

const FORM = /^<t(\d{1,16})(?:\.s(\d{1,16}))?\.(\d{1,16})\.([a-z2-7]{16})@[^<>\s]+>$/i

const nameOf = ({ ticketId, sideId, messageId }: OwnId) => sideId === null ? `${ticketId}.${messageId}` : `${ticketId}.s${sideId}.${messageId}`

/** The Message-ID of a message we send: it names its ticket, and only this installation can have signed it. */
export function ownId(id: OwnId, signer: Signer, host: string): string {
  return `<t${nameOf(id)}.${signer.sign(`message:${nameOf(id)}`)}@${host}>`
}

/** What a Message-ID of ours names; undefined for everybody else's, and for forgeries. */
export function readOwnId(messageId: string, signer: Signer): OwnId | undefined {
  const [, ticket, side, message, mac] = FORM.exec(messageId.trim()) ?? []
  if (!ticket || !message || !mac) return undefined
  const id: OwnId = { ticketId: Number(ticket), sideId: side === undefined ? null : Number(side), messageId: Number(message) }
  return signer.isSigned(`message:${nameOf(id)}`, mac) ? id : undefined
}
