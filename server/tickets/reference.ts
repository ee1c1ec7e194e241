// No vowels, so that no word appears by chance, and nothing that is taken for something else (0 O, 1 I L, 2 Z, 5 S, 8 B).
const ALPHABET = 'CDFGHJKMNPQRTVWX34679'
const LENGTH = 10

/** The public name of a new ticket, `XXX-XXX-XXXX`, made of the random bytes given (at least ten). */
export function newReference(bytes: Uint8Array): string {
  if (bytes.length < LENGTH) throw new RangeError(`A reference is made of ${LENGTH} random bytes or more, not ${bytes.length}`)
  const base = BigInt(ALPHABET.length)
  let rest = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
  let letters = ''
  while (letters.length < LENGTH) {
    letters += ALPHABET.charAt(Number(rest % base))
    rest /= base
  }
  return printed(letters)
}

// Hesk's references use all of A–Z and 0–9: both kinds are recognised.
const WHOLE = /^[A-Z0-9]{3}-?[A-Z0-9]{3}-?[A-Z0-9]{4}$/i

/** The reference that the whole of `text` is, with or without its dashes, in any case; undefined when it is none. */
export function asReference(text: string): string | undefined {
  const bare = text.trim().replace(/^#/, '')
  return WHOLE.test(bare) ? printed(bare.replaceAll('-', '').toUpperCase()) : undefined
}

const printed = (letters: string) => `${letters.slice(0, 3)}-${letters.slice(3, 6)}-${letters.slice(6)}`
