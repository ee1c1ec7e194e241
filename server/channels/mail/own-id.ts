import type { Signer } from '../../platform/signing.ts'

type OwnId = { ticketId: number, messageId: number }

const FORM = /^<t(\d{1,16})\.(\d{1,16})\.([a-z2-7]{16})@[^<>\s]+>$/i

/** The Message-ID of a message we send: it names its ticket, and only this installation can have signed it. */
export function ownId({ ticketId, messageId }: OwnId, signer: Signer, host: string): string {
  return `<t${ticketId}.${messageId}.${signer.sign(`message:${ticketId}.${messageId}`)}@${host}>`
}

/** What a Message-ID of ours names; undefined for everybody else's, and for forgeries. */
export function readOwnId(messageId: string, signer: Signer): OwnId | undefined {
  const [, ticketId, messageNumber, mac] = FORM.exec(messageId.trim()) ?? []
  if (!ticketId || !messageNumber || !mac) return undefined
  if (!signer.isSigned(`message:${ticketId}.${messageNumber}`, mac)) return undefined
  return { ticketId: Number(ticketId), messageId: Number(messageNumber) }
}
