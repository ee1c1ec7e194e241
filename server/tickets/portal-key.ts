import type { Signer } from '../platform/signing.ts'

/** Whose page of which ticket a private link opens. */
export type PortalGuest = { ticketId: number, address: string }

const nameOf = ({ ticketId, address }: PortalGuest) => `portal:${ticketId}:${address.toLowerCase()}`

/** The key in the private link that one person gets to one ticket: nobody else's, and of no other ticket. */
export const portalKey = (guest: PortalGuest, signer: Signer): string => signer.sign(nameOf(guest))

/** Whether this key opens that ticket to that person. */
export const isPortalKey = (guest: PortalGuest, key: string, signer: Signer): boolean => signer.isSigned(nameOf(guest), key)
