import type { Check } from '../verdict.ts'

/** A message that went through more servers than this goes round in circles (RFC 5321 §6.3 advises at least 100 for relays; help desks see loops sooner). */
const MAX_HOPS = 30

/** Too many Received headers: a loop somewhere between two machines. */
export const isLooping: Check = mail => mail.hops > MAX_HOPS ? { refused: 'too-many-hops' } : 'pass'
