import { createHmac, hash, timingSafeEqual } from 'node:crypto'

/** Signs and checks short texts for this installation. No effect outside: rules may use it. */
export type Signer = {
  /** The first 80 bits of HMAC-SHA256 over `text`, in 16 lower-case base32 characters: safe in an address, whatever a mail server does to its case. */
  sign: (text: string) => string
  /** Compares in constant time. */
  isSigned: (text: string, mac: string) => boolean
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** RFC 4648 base32, lower case, unpadded. */
function base32(bytes: Uint8Array): string {
  let bits = ''
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0')
  return (bits.match(/.{5}/g) ?? []).map(five => ALPHABET[Number.parseInt(five, 2)]).join('')
}

/** `key` belongs to the installation: what another one signed is not ours. */
export function signerOf(key: string | Uint8Array): Signer {
  const sign = (text: string) => base32(createHmac('sha256', key).update(text).digest().subarray(0, 10))
  return {
    sign,
    isSigned: (text, mac) => {
      const [expected, given] = [Buffer.from(sign(text)), Buffer.from(mac.toLowerCase())]
      return expected.length === given.length && timingSafeEqual(expected, given)
    },
  }
}

/** SHA-256 in hexadecimal. */
export const sha256 = (content: string | Uint8Array) => hash('sha256', content)

/** Whether `mac` is the HMAC-SHA256 of `content` under `key`, in hexadecimal. Compares in constant time. */
export function isMac(content: string | Uint8Array, { key, mac }: { key: string, mac: string }): boolean {
  const [expected, given] = [createHmac('sha256', key).update(content).digest(), Buffer.from(mac, 'hex')]
  return expected.length === given.length && timingSafeEqual(expected, given)
}
