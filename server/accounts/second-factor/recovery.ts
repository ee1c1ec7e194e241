/** How many recovery codes somebody has at first. */
export const RECOVERY_CODES = 10

const ALPHABET = 'abcdefghijkmnpqrstuvwxyz23456789'
const LENGTH = 16

/** A recovery code out of sixteen random bytes: 80 bits, in letters and digits that are not taken for one another. */
export const recoveryCode = (random: Uint8Array): string =>
  [...random.subarray(0, LENGTH)].map(byte => ALPHABET[byte % ALPHABET.length]).join('').replace(/(.{4})(?=.)/g, '$1-')

/** A recovery code as it is compared, however it was typed: without its hyphens, in lower case. Undefined for what cannot be one. */
export function typedRecoveryCode(typed: string): string | undefined {
  const bare = typed.toLowerCase().replace(/[\s-]/g, '')
  return bare.length === LENGTH ? bare : undefined
}
