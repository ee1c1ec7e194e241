import { all, first, readFields, type Headers } from '../../understanding/bytes/headers.ts'
import { readPartHeader, type PartHeader } from '../../understanding/bytes/parts.ts'
import { disguiseWith, type Disguise } from './disguise.ts'
import { disguisedHeader } from './disguised-header.ts'
import { disguisedHtml, disguisedWords } from './disguised-words.ts'
import { NONE } from './kept-words.ts'
import { newlineOf, transferOf } from './transfer.ts'

/** A message that names nobody any more, and what a person should look at before it is shown to others. */
export type Anonymised = { raw: Buffer, remarks: string[] }

type Work = { disguise: Disguise, remarks: Set<string> }

const DEEPEST = 20

/**
 * Turns a message into one of the same structure that tells nothing of anybody: names, addresses, hosts, numbers, words and files are replaced by
 * others of the same kind, each by the same everywhere, so that threads and quotations fit still; what its software wrote stays. `salt` must be random
 * and forgotten: whoever has it can try names.
 */
export function anonymised(raw: Uint8Array, salt: Uint8Array): Anonymised {
  const work: Work = { disguise: disguiseWith(salt), remarks: new Set(['Dates and time zones are those of the message.']) }
  const message = disguisedPart(Buffer.from(raw).toString('latin1'), work, 0)
  return { raw: Buffer.from(message, 'latin1'), remarks: [...work.remarks] }
}

/** A header, a blank line and a body, with one character for each byte. */
function disguisedPart(part: string, work: Work, depth: number): string {
  const blank = /^\r?\n|\r?\n\r?\n/.exec(part)
  const [head, gap, body] = blank ? [part.slice(0, blank.index), blank[0], part.slice(blank.index + blank[0].length)] : [part, '', '']
  const { block, unusual } = inItsBytes(head, text => disguisedHeader(text, work.disguise))
  for (const name of unusual) work.remarks.add(`The name of the header “${name}” stays.`)
  return block + gap + disguisedBody(head, body, { ...work, depth })
}

function disguisedBody(head: string, body: string, { depth, ...work }: Work & { depth: number }): string {
  const headers = readFields(head.replace(/\r/g, ''))
  const part = readPartHeader(headers)
  const { contentType, parameters } = part
  const encoding = first(headers, 'content-transfer-encoding') ?? ''
  const boundary = parameters.get('boundary')
  if (isSealed(headers)) work.remarks.add(`A part is ${contentType}: a signature or a key may stay, and does not fit any more.`)
  if (depth > DEEPEST) return filler(body, work)
  if (contentType.startsWith('multipart/') && boundary !== undefined) return disguisedParts(body, boundary, { ...work, depth })
  if (contentType === 'message/rfc822' && !/base64|quoted/i.test(encoding)) return disguisedPart(body, work, depth + 1)
  return isWords(part) ? disguisedText(body, { work, encoding, isHtml: contentType === 'text/html', charset: parameters.get('charset') ?? '' }) : disguisedFile(body, encoding, work)
}

const isSealed = (headers: Headers) => all(headers, 'content-type').some(value => /encrypted|signed|pkcs7|pgp/i.test(value))

const isWords = ({ contentType, disposition, filename }: PartHeader) => /^(text|message)\//.test(contentType) && disposition !== 'attachment' && filename === null

/** The boundary is replaced as in the header that names it. */
function disguisedParts(body: string, boundary: string, { depth, ...work }: Work & { depth: number }): string {
  const newline = newlineOf(body)
  const mark = `--${work.disguise.text(boundary, NONE)}`
  const written: string[] = []
  let inside: string[] = []
  let isPart = false
  const finish = () => {
    const text = inside.join(newline)
    if (inside.length > 0) written.push(isPart ? disguisedPart(text, work, depth + 1) : disguisedWords(text, work.disguise))
    inside = []
  }
  for (const line of body.split(/\r?\n/)) {
    const delimiter = line.trimEnd()
    if (delimiter === `--${boundary}` || delimiter === `--${boundary}--`) {
      finish()
      isPart = delimiter === `--${boundary}`
      written.push(isPart ? mark : `${mark}--`)
    }
    else inside.push(line)
  }
  finish()
  return written.join(newline)
}

/** Their bytes are no letters one by one. */
const TWO_BYTES = /2022|utf-?16|utf-?7|^hz|jis|big5|gb|euc|ks_c/i

function disguisedText(body: string, { work, encoding, isHtml, charset }: { work: Work, encoding: string, isHtml: boolean, charset: string }): string {
  const { read, write } = transferOf(encoding)
  const latin1 = read(body).toString('latin1')
  if (TWO_BYTES.test(charset)) {
    work.remarks.add(`The words of a part in ${charset} are gone.`)
    return write(Buffer.from(latin1.replace(/\S/g, 'x')), body)
  }
  const replaced = inItsBytes(latin1, text => ({ block: isHtml ? disguisedHtml(text, work.disguise) : disguisedWords(text, work.disguise) })).block
  if (isHtml && /<script/i.test(latin1)) work.remarks.add('There is a script in the HTML.')
  return write(Buffer.from(replaced, 'latin1'), body)
}

function disguisedFile(body: string, encoding: string, work: Work): string {
  const { read, write } = transferOf(encoding)
  return /base64/i.test(encoding) ? write(work.disguise.bytes(read(body).length), body) : filler(body, work)
}

const filler = (body: string, { remarks }: Work) => {
  remarks.add('The bytes of a part that cannot be read have given way to “x”.')
  return body.split(newlineOf(body)).map(line => 'x'.repeat(line.length)).join(newlineOf(body))
}

/** Text as its bytes are meant, and back: UTF-8 where they are, else one of the Latin charsets, whose letters stand in the same places. */
function inItsBytes<T extends { block: string }>(latin1: string, change: (text: string) => T): T {
  const bytes = Buffer.from(latin1, 'latin1')
  const utf8 = bytes.toString('utf8')
  if (utf8.includes('\ufffd') || !/[\x80-\xff]/.test(latin1)) return change(latin1)
  const changed = change(utf8)
  return { ...changed, block: Buffer.from(changed.block).toString('latin1') }
}
