import type { ServedNow } from './served-now.ts'

/** Asks our name servers for a zone, and for what may be at these names. Never throws for what servers do. */
export type LookAtServed = (zone: string, how: { nameServers: readonly string[], names: readonly string[], signal: AbortSignal }) => Promise<ServedNow>
