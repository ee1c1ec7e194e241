import type { Check } from '../verdict.ts'

/** Out-of-office and other robots (RFC 3834): filed on the ticket, never answered, never a ticket of their own. */
export const isAutomatic: Check = ({ automatic }) => automatic ? { quiet: automatic } : 'pass'
