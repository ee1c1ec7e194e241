import { decode } from './charset.ts'

type Word = { charset: string, bytes: Uint8Array }

const WORD = /=\?([^?\s]{1,64})\?([BbQq])\?([^?]*)\?=/g

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

function wordOf([, charset = '', encoding = '', encoded = '']: RegExpMatchArray): Word {
  const bytes = encoding.toUpperCase() === 'B' ? Buffer.from(encoded, 'base64') : bytesOfQ(encoded)
  return { charset: charset.toLowerCase(), bytes }
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

const decodeSame = (words: readonly Word[]) => words[0] ? decode(Buffer.concat(words.map(word => word.bytes)), words[0].charset).text : ''
