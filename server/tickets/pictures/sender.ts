import { sha256 } from '../../platform/signing.ts'

/** What the question of whose message this is needs of it. */
export type Origin = { kind: string, address: string, pending: boolean, problems: readonly string[] }

/** What the intake says of a message whose author our own mail server did not believe. */
const DISBELIEVED = 'sender-not-authenticated'

/** The address whose pictures may be remembered; null for a stranger to the ticket, for whoever is not believed, and for us. */
export function senderOf({ kind, address, pending, problems }: Origin): string | null {
  if (kind !== 'incoming' || pending || problems.includes(DISBELIEVED) || !address.includes('@')) return null
  return address.toLowerCase()
}

/** Under what a sender is remembered. */
export const senderKey = (address: string) => sha256(address.toLowerCase())
