import { NotPublic } from './public-address.ts'

const REASONS: Record<string, string> = {
  ENOTFOUND: 'this name is not known', EAI_AGAIN: 'this name cannot be looked up for now', ECONNREFUSED: 'nothing answers there', ECONNRESET: 'it broke off', EHOSTUNREACH: 'it cannot be reached', ENETUNREACH: 'it cannot be reached',
  CERT_HAS_EXPIRED: 'its certificate has expired', DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by nobody but itself', ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name', HPE_HEADER_OVERFLOW: 'its answer is too large',
}

/** Why a server was not reached, in words without what was asked. */
export function unreached(error: unknown): string {
  if (error instanceof NotPublic) return 'its name leads to no public address'
  const { name, code } = error as { name?: string, code?: unknown }
  if (name === 'AbortError' || name === 'TimeoutError') return 'it did not answer in time'
  return REASONS[String(code)] ?? (/CERT|TLS|SSL|ISSUER/.test(String(code)) ? 'its certificate cannot be trusted' : 'it does not answer as it should')
}
