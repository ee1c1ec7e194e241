export type Charset = 'utf-8' | 'iso-8859-1' | 'windows-1252'
export type TransferEncoding = '7bit' | '8bit' | 'quoted-printable' | 'base64'

// What windows-1252 has between 0x80 and 0x9F, as far as we write it.
const WINDOWS = new Map([['€', 0x80], ['…', 0x85], ['‘', 0x91], ['’', 0x92], ['“', 0x93], ['”', 0x94], ['–', 0x96], ['—', 0x97], ['œ', 0x9C]])
// Latin-1 has neither curly quotes nor the euro.
const PLAINER = new Map([['’', '\''], ['‘', '\''], ['“', '"'], ['”', '"'], ['…', '...'], ['–', '-'], ['—', '-'], ['œ', 'oe'], ['€', 'EUR']])

/** The text as bytes in that charset. */
export function inCharset(text: string, charset: Charset): Buffer {
  if (charset === 'utf-8') return Buffer.from(text)
  if (charset === 'iso-8859-1') return Buffer.from(text.replace(/[’‘“”…–—œ€]/g, sign => PLAINER.get(sign) ?? '?'), 'latin1')
  const bytes = Buffer.from(text, 'latin1')
  for (const found of text.matchAll(/[€…‘’“”–—œ]/g)) bytes[found.index] = WINDOWS.get(found[0]) ?? 0x3F
  return bytes
}

/** Lines of 76 characters (RFC 2045 §6.8). */
export function base64Lines(bytes: Buffer): Buffer {
  const text = bytes.toString('base64')
  return Buffer.from(text.replace(/.{1,76}/g, '$&\r\n'), 'latin1')
}

/** RFC 2045 §6.7. */
export function quotedPrintable(bytes: Buffer): Buffer {
  const lines = bytes.toString('latin1').split('\r\n').map((line) => {
    const safe = line.replace(/[^\x20-\x3C\x3E-\x7E]/g, sign => `=${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`).replace(/ $/, '=20')
    return safe.replace(/(.{1,70}(?:=[0-9A-F]{2}|[^=]{1,3}(?=.)|$))(?=.)/g, '$1=\r\n')
  })
  return Buffer.from(lines.join('\r\n'), 'latin1')
}

/** The bytes as they travel. */
export function transferred(bytes: Buffer, encoding: TransferEncoding): Buffer {
  switch (encoding) {
    case '7bit':
    case '8bit': return bytes
    case 'quoted-printable': return quotedPrintable(bytes)
    case 'base64': return base64Lines(bytes)
  }
}

/** A header value with what is not ASCII in encoded words of at most 75 characters (RFC 2047), all of one kind. */
export function encodedWords(text: string, charset: Charset, kind: 'B' | 'Q'): string {
  if (/^[\x20-\x7E]*$/.test(text)) return text
  const words: string[] = []
  for (let rest = [...text]; rest.length > 0;) {
    // No encoded word may cut a character in two: twelve of them always fit.
    const bytes = inCharset(rest.splice(0, 12).join(''), charset)
    const encoded = kind === 'B' ? bytes.toString('base64') : bytes.toString('latin1').replace(/[^A-Za-z0-9]/g, sign => sign === ' ' ? '_' : `=${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
    words.push(`=?${charset}?${kind}?${encoded}?=`)
  }
  return words.join('\r\n ')
}
