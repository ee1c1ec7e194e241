// What some providers have at the top of a zone where a CNAME may not stand. They answer with addresses; no name server knows the type.
const NOT_STANDARD = new Set(['ALIAS', 'ANAME'])

/** Whether the DNS knows this type. `ALIAS` and `ANAME` are kept as they are written, and can be carried to no other provider. */
export const isStandard = (type: string) => !NOT_STANDARD.has(type)
