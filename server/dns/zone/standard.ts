// What some providers have at the top of a zone where a CNAME may not stand. They answer with addresses; no name server knows the type.
const NOT_STANDARD = new Set(['ALIAS', 'ANAME'])

/** Whether the DNS knows this type. `ALIAS` and `ANAME` are kept as they are written, and can be carried to no other provider. */
export const isStandard = (type: string) => !NOT_STANDARD.has(type)

// What signing makes, anew with each signature.
const SIGNATURES = new Set(['RRSIG', 'NSEC', 'NSEC3', 'NSEC3PARAM', 'DNSKEY', 'CDS', 'CDNSKEY', 'ZONEMD'])

/** Whether name servers make records of this type themselves when they sign: nobody carries them from one to another. */
export const isSignature = (type: string) => SIGNATURES.has(type)
