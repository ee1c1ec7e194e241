import { decode } from './charset.ts'

type Word = { charset: string, isBase64: boolean, encoded: string }

// Question marks should be encoded, and are not always; the charset may be lacking.
const WORD = /=\?([^?\s]{0,64})\?([BbQq])\?([^?]*|(?:[^?]|\?(?!=)){0,500})\?=/g

/** Decodes RFC 2047 words. Neighbours of one charset are joined before decoding: many senders cut a character in two. */
export function decodeWords(value: string): string {
  if (!value.includes('=?')) return value
  let decoded = ''
  let end = 0
  let run: Word[] = []
  for (const match of value.matchAll(WORD)) {
    const between = value.slice(end, match.index)
    // White space between two words is not text (RFC 2047 §6.2).
    if (run.length === 0 || between.trim() !== '') {
      decoded += decodeRun(run) + between
      run = []
    }
    run.push(wordOf(match))
    end = match.index + match[0].length
  }
  return decoded + decodeRun(run) + value.slice(end)
}

const wordOf = ([, charset = '', encoding = '', encoded = '']: RegExpMatchArray): Word =>
  ({ charset: charset.toLowerCase(), isBase64: encoding.toUpperCase() === 'B', encoded })

function bytesOf(words: readonly Word[]): Uint8Array {
  const pieces: Uint8Array[] = []
  let base64 = ''
  for (const { isBase64, encoded } of words) {
    if (isBase64) base64 += encoded
    // Four characters are three bytes; some cut between them, and go on in the next word.
    if (base64 !== '' && (!isBase64 || base64.endsWith('=') || base64.length % 4 === 0)) {
      pieces.push(Buffer.from(base64, 'base64'))
      base64 = ''
    }
    if (!isBase64) pieces.push(bytesOfQ(encoded))
  }
  return Buffer.concat([...pieces, Buffer.from(base64, 'base64')])
}

function bytesOfQ(encoded: string): Uint8Array {
  const latin1 = encoded.replaceAll('_', ' ').replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  // Some write bare UTF-8 inside a word that should be ASCII.
  return /[^\0-\xff]/.test(latin1) ? Buffer.from(latin1) : Buffer.from(latin1, 'latin1')
}

function decodeRun(run: readonly Word[]): string {
  let text = ''
  let same: Word[] = []
  for (const word of run) {
    if (same[0] && same[0].charset !== word.charset) {
      text += decodeSame(same)
      same = []
    }
    same.push(word)
  }
  return text + decodeSame(same)
}

const decodeSame = (words: readonly Word[]) => words[0] ? decode(bytesOf(words), words[0].charset).text : ''
