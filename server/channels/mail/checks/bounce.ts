import type { Check } from '../verdict.ts'

/** A delivery report (RFC 3464 or free text) belongs to the ticket of the message that bounced, and never opens one. */
export const isBounce: Check = ({ bounce }) => bounce ? { quiet: bounce.action === 'delayed' ? 'delivery-delayed' : 'bounce' } : 'pass'

/** A feedback report (RFC 5965): somebody pressed "this is spam". */
export const isComplaint: Check = ({ complaint }) => complaint ? { quiet: 'complaint' } : 'pass'
