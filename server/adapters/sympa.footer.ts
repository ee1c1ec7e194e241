import { sha256 } from '../platform/signing.ts'
import { fieldOf, withoutFields, type RawField, type RawMail } from './raw-mail.ts'
import type { SympaSettings } from './sympa.settings.ts'

const CONTENT = ['content-type', 'content-transfer-encoding', 'content-disposition', 'content-id', 'content-description']

/** Adds what stands under every message, without a change to what the author wrote. What is signed or encrypted is left alone. */
export function withSympaFooter(mail: RawMail, { text, as }: NonNullable<SympaSettings['footer']>): RawMail {
  const type = fieldOf(mail, 'content-type') ?? 'text/plain'
  if (/^(multipart\/(signed|encrypted)|application\/pkcs7-mime)\b/i.test(type)) return mail
  const appended = as === 'append' && /^text\/plain\b/i.test(type) ? withWords(mail, text) : undefined
  if (appended) return appended
  const [, quoted, bare] = /^multipart\/mixed\b[^]*?\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? []
  const boundary = quoted ?? bare
  return boundary === undefined ? wrapped(mail, text) : { ...mail, body: besides(mail.body, text, boundary) ?? mail.body }
}

/** At the end of the text, in the way the text itself is written. */
function withWords(mail: RawMail, text: string): RawMail | undefined {
  const encoding = (fieldOf(mail, 'content-transfer-encoding') ?? '7bit').trim().toLowerCase()
  const plain = /^[\0-\x7f]*$/.test(text)
  const type = fieldOf(mail, 'content-type') ?? ''
  if (!plain && !/utf-8/i.test(type)) return undefined
  const words = Buffer.from(`\r\n${text.replace(/\r?\n/g, '\r\n')}\r\n`)
  if (encoding === 'base64') return { ...mail, body: Buffer.from(`${Buffer.concat([Buffer.from(mail.body.toString('latin1'), 'base64'), words]).toString('base64').replace(/(.{76})(?=.)/g, '$1\r\n')}\r\n`) }
  if (encoding === 'quoted-printable') return { ...mail, body: Buffer.concat([mail.body, Buffer.from(quotedPrintable(words))]) }
  return encoding === '8bit' || plain ? { ...mail, body: Buffer.concat([mail.body, words]) } : undefined
}

// So few bytes that their line is short enough, however many of them must be written as =C3.
const LINE = 24

const quotedPrintable = (words: Buffer) => words.toString('latin1').split('\r\n').map(line =>
  (line.match(new RegExp(`.{1,${LINE}}`, 'gs')) ?? ['']).map(piece => piece.replace(/[^ -<>-~]/g, one => `=${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)).join('=\r\n')).join('\r\n')

/** The message as it was becomes the first part of a new one, and the footer the second. */
function wrapped({ fields, body }: RawMail, text: string): RawMail {
  const boundary = `----------=_${sha256(`${body.toString('latin1')}`).slice(0, 20)}-412-1`
  const inner = fields.filter(({ name }) => CONTENT.includes(name.toLowerCase())).map(({ name, value }) => `${name}: ${value.replace(/\r?\n/g, '\r\n')}`)
  const outer: RawField[] = [{ name: 'Content-Type', value: `multipart/mixed; boundary="${boundary}"` }]
  const first = Buffer.from(`--${boundary}\r\n${inner.length > 0 ? inner.join('\r\n') : 'Content-Type: text/plain'}\r\n\r\n`, 'latin1')
  const mime = fields.some(({ name }) => /^mime-version$/i.test(name)) ? [] : [{ name: 'MIME-Version', value: '1.0' }]
  return { fields: [...withoutFields(fields, ...CONTENT), ...mime, ...outer], body: Buffer.concat([first, body, Buffer.from(`\r\n--${boundary}\r\n`), footerPart(text), Buffer.from(`--${boundary}--\r\n`)]) }
}

/** One part more of a message that has several. */
function besides(body: Buffer, text: string, boundary: string): Buffer | undefined {
  const end = body.lastIndexOf(`--${boundary}--`)
  return end < 0 ? undefined : Buffer.concat([body.subarray(0, end), Buffer.from(`--${boundary}\r\n`), footerPart(text), body.subarray(end)])
}

const footerPart = (text: string) => Buffer.from(`Content-Type: text/plain; charset="utf-8"\r\nContent-Disposition: inline\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${text.replace(/\r?\n/g, '\r\n')}\r\n`)
