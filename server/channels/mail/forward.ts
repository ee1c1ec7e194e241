import type { MailAddress } from './message.ts'
export function forwardedFrom(_subject: string, _text: string): MailAddress | null { return null }
import type { LeafPart } from './parts.ts'
export function attachedFrom(_l: readonly LeafPart[]): MailAddress | null { return null }
