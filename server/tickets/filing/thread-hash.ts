import { sha256 } from '../../platform/signing.ts'

/** The hash under which a Message-ID is kept. Case is kept: RFC 5322 ids are case-sensitive, and senders copy them as they are. */
export const hashOf = (messageId: string) => sha256(messageId.replace(/^<|>$/g, '').trim()).slice(0, 32)
