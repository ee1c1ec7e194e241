import { fromQuotedPrintable } from '../../understanding/bytes/quoted-printable.ts'

/** How a body is written for its way, and how it is written in the same way again. */
export type Transfer = { read: (body: string) => Buffer, write: (bytes: Buffer, like: string) => string }

/** Bodies are given with one character for each byte. */
const AS_IT_IS: Transfer = { read: body => Buffer.from(body, 'latin1'), write: bytes => bytes.toString('latin1') }

const BASE64: Transfer = {
  read: body => Buffer.from(body, 'base64'),
  write: (bytes, like) => {
    const width = Math.max(4, /^[^\r\n]+/m.exec(like)?.[0].length ?? 76)
    const lines = bytes.toString('base64').match(new RegExp(`.{1,${width}}`, 'g')) ?? []
    return lines.join(newlineOf(like)) + (/\s*$/.exec(like)?.[0] ?? '')
  },
}

const QUOTED_PRINTABLE: Transfer = {
  read: body => Buffer.from(fromQuotedPrintable(Buffer.from(body, 'latin1'))),
  write: (bytes, like) => bytes.toString('latin1').split(/\r?\n/).map(line => quotedLine(line, newlineOf(like))).join(newlineOf(like)),
}

/** By the name of the encoding. */
export const transferOf = (encoding: string): Transfer => ({ 'base64': BASE64, 'quoted-printable': QUOTED_PRINTABLE })[encoding.trim().toLowerCase()] ?? AS_IT_IS

/** As that text ends its lines. */
export const newlineOf = (like: string) => like.includes('\r\n') || !like.includes('\n') ? '\r\n' : '\n'

const WIDEST = 75

/** RFC 2045 §6.7. */
function quotedLine(line: string, newline: string): string {
  const lines: string[] = []
  let written = ''
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at)
    const isPlain = /[!-<>-~]/.test(character) || (/[ \t]/.test(character) && at < line.length - 1)
    const next = isPlain ? character : `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
    if (written.length + next.length > WIDEST) {
      lines.push(`${written}=`)
      written = ''
    }
    written += next
  }
  return [...lines, written].join(newline)
}
