/** What the registry says of a domain; instants in UTC ms. */
export type Registration = {
  domain: string
  /** The address that was asked. */
  source: string
  registrar: { name: string | null, ianaId: number | null } | null
  /** In the words of EPP (RFC 5731): `clientTransferProhibited`. */
  statuses: string[]
  registeredAt: number | null
  expiresAt: number | null
  transferredAt: number | null
  changedAt: number | null
  /** In lower case, with their last dot. */
  nameServers: string[]
  signed: boolean | null
}

/** What a web server answered to one request; redirects are answers. */
export type WebLook = {
  url: string
  /** Where it was asked. */
  address: string | null
  status: number | null
  location: string | null
  certificate: { trusted: boolean, names: string[], issuer: string, expiresAt: number } | null
  /** Why there is no answer, in words. */
  failure: string | null
}
