import type { Signer } from '../platform/signing.ts'

/** Which conversation an answer to this address belongs to: that of a ticket, or a side thread of it. */
export type AnswerToken = { ticketId: number, sideId: number | null }

/** Which delivery of ours comes back to this address. `ticketId` is 0 for mail about no ticket. */
export type BounceToken = { ticketId: number, outboxId: number, deliveryId: number }

const ANSWER = /\+t(\d{1,16})(?:s(\d{1,16}))?\.([a-z2-7]{16})@/i
const BOUNCE = /\+b(\d{1,16})\.(\d{1,16})\.(\d{1,16})\.([a-z2-7]{16})@/i

const nameOf = ({ ticketId, sideId }: AnswerToken) => sideId === null ? `${ticketId}` : `${ticketId}s${sideId}`

/** `support@coop.example` as `support+t12.MAC@coop.example` (RFC 5233 sub-addressing): who answers to it is led back to the conversation, whatever their program does to Message-IDs. */
export const answerAddress = (address: string, token: AnswerToken, signer: Signer): string =>
  plus(address, `t${nameOf(token)}.${signer.sign(`answer:${nameOf(token)}`)}`)

/** The return path of one delivery (VERP): whatever comes back to it says which recipient failed, even in words of its own. */
export const bounceAddress = (address: string, { ticketId, outboxId, deliveryId }: BounceToken, signer: Signer): string =>
  plus(address, `b${ticketId}.${outboxId}.${deliveryId}.${signer.sign(`bounce:${ticketId}.${outboxId}.${deliveryId}`)}`)

/** The conversation that an address of ours names; undefined for any other address, and for forgeries. */
export function readAnswerAddress(address: string, signer: Signer): AnswerToken | undefined {
  const [, ticket, side, mac] = ANSWER.exec(address) ?? []
  if (!ticket || !mac) return undefined
  const token = { ticketId: Number(ticket), sideId: side === undefined ? null : Number(side) }
  return signer.isSigned(`answer:${nameOf(token)}`, mac) ? token : undefined
}

/** The delivery that a return path of ours names; undefined for any other address, and for forgeries. */
export function readBounceAddress(address: string, signer: Signer): BounceToken | undefined {
  const [, ticketId, outboxId, deliveryId, mac] = BOUNCE.exec(address) ?? []
  if (!ticketId || !outboxId || !deliveryId || !mac) return undefined
  if (!signer.isSigned(`bounce:${ticketId}.${outboxId}.${deliveryId}`, mac)) return undefined
  return { ticketId: Number(ticketId), outboxId: Number(outboxId), deliveryId: Number(deliveryId) }
}

/** The address without what stands behind the plus: tokens are not part of who somebody is. */
export const bareAddress = (address: string): string => address.replace(/\+(t\d{1,16}(s\d{1,16})?|b\d{1,16}\.\d{1,16}\.\d{1,16})\.[a-z2-7]{16}@/i, '@')

function plus(address: string, token: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}+${token}${address.slice(at)}`
}

/** An address of a mailbox of ours; `plusAddresses` says whether its server takes `support+anything@` for `support@`. */
export type OwnAddress = { address: string, plusAddresses: boolean }

/** Where answers go (Reply-To): with the token of their conversation, unless the mailbox's server takes none. */
export const replyToOf = ({ address, plusAddresses }: OwnAddress, token: AnswerToken, signer: Signer): string =>
  plusAddresses ? answerAddress(address, token, signer) : address

/** Where what cannot be delivered comes back to (the return path), as far as the mailbox's server lets it name its delivery. */
export const returnPathOf = ({ address, plusAddresses }: OwnAddress, token: BounceToken, signer: Signer): string =>
  plusAddresses ? bounceAddress(address, token, signer) : address
