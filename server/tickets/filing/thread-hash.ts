import { sha256 } from '../../platform/signing.ts'

/** The hash under which a Message-ID is kept, without brackets and in lower case: some programs change either of an id they answer, and no two ids of the real world differ by case alone. */
export const hashOf = (messageId: string) => sha256(messageId.trim().replace(/^<|>$/g, '').trim().toLowerCase()).slice(0, 32)
