import { readable } from '../channels/understanding/bytes/headers.ts'

/** A mail as it came: its header fields in order, as they were written, and the bytes below them. */
export type RawMail = { fields: readonly RawField[], body: Buffer }
export type RawField = { name: string, value: string }

const BREAK = /\r?\n\r?\n/

/** Takes a mail apart. Bytes are latin-1 characters in the fields, so that nothing of them is lost. */
export function rawMail(bytes: Uint8Array): RawMail {
  const text = Buffer.from(bytes).toString('latin1')
  const end = BREAK.exec(text)
  const header = end ? text.slice(0, end.index) : text
  const fields = header.split(/\r?\n(?![ \t])/).map((line): RawField | null => {
    const colon = line.indexOf(':')
    return colon > 0 ? { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() } : null
  }).filter(field => field !== null)
  return { fields, body: Buffer.from(end ? text.slice(end.index + end[0].length) : '', 'latin1') }
}

/** Puts it together again, with the line ends of mail in its header. */
export const bytesOfMail = ({ fields, body }: RawMail): Buffer =>
  Buffer.concat([Buffer.from(`${fields.map(({ name, value }) => `${name}: ${value.replace(/\r?\n/g, '\r\n')}`).join('\r\n')}\r\n\r\n`, 'latin1'), body])

/** The first value of a header, unfolded. */
export const fieldOf = ({ fields }: Pick<RawMail, 'fields'>, name: string): string | null =>
  fields.find(field => field.name.toLowerCase() === name)?.value.replace(/\r?\n[ \t]+/g, ' ') ?? null

/** The same without these headers. */
export const withoutFields = (fields: readonly RawField[], ...names: readonly string[]): RawField[] =>
  fields.filter(({ name }) => !names.includes(name.toLowerCase()))

/** Words of a header, encoded where they are not plain (RFC 2047). */
export function headerWords(text: string): string {
  if (/^[ -~]*$/.test(text)) return text
  const words: string[] = []
  let piece = ''
  for (const character of text) {
    if (Buffer.byteLength(piece + character) > 45) {
      words.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...words, piece].map(word => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ')
}

/** What a header says, to people: bytes that stand there bare are UTF-8 where they can be. */
export function spokenIn(mail: Pick<RawMail, 'fields'>, name: string): string {
  const value = fieldOf(mail, name) ?? ''
  const utf8 = Buffer.from(value, 'latin1').toString('utf8')
  return readable(utf8.includes('\ufffd') ? value : utf8)
}
