import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import type { ComposedLetter } from '../channels/sending/letter.ts'
import { mailComposer } from './mail-composer.ts'

const files: Record<string, Buffer> = { file: Buffer.from('%PDF-1.4 é\n'), text: Buffer.from('.point\nligne\r\n') }
const blobs = { stream: (sha256: string) => Readable.from([files[sha256] ?? Buffer.alloc(0)]) }
const letter: ComposedLetter = {
  from: { address: 'support@coop.example', name: 'L’écluse · aide' }, replyTo: 'support+t1.aaaaaaaaaaaaaaaa@coop.example',
  to: [{ address: 'claire@example.org', name: 'Claire « la secrétaire », Morvan' }], cc: [{ address: 'tom@bücher.example', name: '' }],
  subject: 'Boîte pleine ? Voilà pourquoi 📬 — et que faire, pas à pas, pour qu’elle ne le soit plus',
  text: 'Bonjour,\n\n.une ligne qui commence par un point\n\n-- \nAlice\n', html: '<p>Bonjour,</p>', inReplyTo: '<b@example.org>', references: ['<a@example.org>', '<b@example.org>'],
  messageId: '<t1.2.aaaaaaaaaaaaaaaa@coop.example>', date: new Date('2026-11-22T10:00:00Z'), headers: { 'X-Permanence-Installation': 'abc' }, files: [],
}
const written = async (more: Partial<ComposedLetter> = {}, keys: Parameters<typeof mailComposer>[0]['keys'] = []) => buffer(await mailComposer({ blobs, keys })({ ...letter, ...more }))
const headOf = (raw: Buffer) => raw.toString('latin1').split('\r\n\r\n')[0] ?? ''

test('a program reads what was written', async () => {
  const raw = await written({ files: [{ filename: 'relevé « été ».pdf', contentType: 'application/pdf', size: 11, sha256: 'file' }, { filename: 'notes.txt', contentType: 'text/plain', size: 15, sha256: 'text' }] })
  const mail = await simpleParser(raw)
  expect(mail).toMatchObject({
    subject: letter.subject, text: letter.text, html: letter.html, messageId: letter.messageId, inReplyTo: letter.inReplyTo, references: letter.references, date: letter.date,
    from: { value: [letter.from] }, to: { value: letter.to }, replyTo: { value: [{ address: letter.replyTo }] },
    attachments: [{ filename: 'relevé « été ».pdf', contentType: 'application/pdf', content: files['file'], contentDisposition: 'attachment' }, { filename: 'notes.txt', content: files['text'] }],
  })
  expect(headOf(raw)).toMatch(/^Cc: tom@xn--bcher-kva\.example$/m)
  expect(headOf(raw)).toMatch(/^X-Permanence-Installation: abc$/m)
  expect(headOf(raw)).not.toMatch(/X-Mailer|Auto-Submitted/)
  // RFC 5322 §2.1.1 and §2.3: lines end with both, and are not too long; nothing but ASCII without an extension.
  expect(raw.toString('latin1').split('\r\n').every(line => line.length <= 998 && !/[\r\n]|[^\u0000-\u007F]/.test(line))).toBe(true)
})

test.each([
  ['a subject', { subject: 'Bonjour\r\nBcc: victim@example.org' }],
  ['a name', { to: [{ address: 'claire@example.org', name: 'Claire\r\nBcc: victim@example.org' }] }],
  ['a sender', { from: { address: 'support@coop.example', name: 'Support\nBcc: victim@example.org\n\n<script>' } }],
  ['an address', { to: [{ address: 'claire@example.org\r\nBcc: victim@example.org', name: '' }] }],
  ['a reply address', { replyTo: 'a@coop.example\r\nBcc: victim@example.org' }],
  ['a file name', { files: [{ filename: 'a.pdf"\r\nBcc: victim@example.org\r\n\r\nx', contentType: 'application/pdf', size: 1, sha256: 'file' }] }],
  ['a type', { files: [{ filename: 'a.pdf', contentType: 'application/pdf\r\nBcc: victim@example.org', size: 1, sha256: 'file' }] }],
  ['an id', { inReplyTo: '<a@b>\r\nBcc: victim@example.org' }],
  ['a header', { headers: { 'X-Permanence-Installation': 'abc\r\nBcc: victim@example.org' } }],
] as const)('%s brings no header of its own', async (_what, more) => {
  const raw = await written(more as Partial<ComposedLetter>)
  expect(raw.toString('latin1')).not.toMatch(/^Bcc:/im)
  expect((await simpleParser(raw)).bcc).toBeUndefined()
})

test('a name that is an address does not stand for it', async () => {
  const { from } = await simpleParser(await written({ from: { address: 'support@coop.example', name: 'bank@example.org" <bank@example.org>' } }))
  expect(from?.value.map(({ address }) => address)).toEqual(['support@coop.example'])
})

test('a file that cannot be read ends the mail, also for whoever begins to read late', async () => {
  const broken = { stream: () => new Readable({ read() { this.destroy(Object.assign(new Error('gone'), { code: 'EACCES' })) } }) }
  const mail = await mailComposer({ blobs: broken, keys: [] })({ ...letter, files: [{ filename: 'a.pdf', contentType: 'application/pdf', size: 1, sha256: 'x' }] })
  await new Promise((resolve) => { setTimeout(resolve, 20) })
  await expect(buffer(mail)).rejects.toThrow('gone')
})

test('neither the disk nor the network can be named in a mail', async () => {
  const raw = await written({ text: { path: '/etc/passwd' } as unknown as string }).catch((error: Error) => Buffer.from(error.message))
  expect(raw.toString()).not.toContain('root:')
})

// RFC 6376 §3.4 and §3.7, by hand: relaxed header and body canonicalisation.
function isSigned(raw: Buffer, publicKey: string): boolean {
  const text = raw.toString('latin1')
  const cut = text.indexOf('\r\n\r\n')
  const fields = text.slice(0, cut).split(/\r\n(?![ \t])/)
  const relaxedBody = `${text.slice(cut + 4).split('\r\n').map(line => line.replace(/[ \t]+/g, ' ').replace(/ $/, '')).join('\r\n').replace(/(\r\n)*$/, '')}\r\n`
  const field = fields.find(one => /^DKIM-Signature:/i.test(one)) ?? ''
  const tags = Object.fromEntries(field.slice(field.indexOf(':') + 1).replace(/\s+/g, '').split(';').filter(Boolean).map(tag => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)]))
  const relaxed = (one: string) => `${one.slice(0, one.indexOf(':')).toLowerCase().trim()}:${one.slice(one.indexOf(':') + 1).replace(/\r\n/g, '').replace(/[ \t]+/g, ' ').trim()}`
  const rest = [...fields].reverse()
  const signed = (tags['h'] ?? '').split(':').flatMap((name) => {
    const at = rest.findIndex(one => one.toLowerCase().startsWith(`${name.toLowerCase()}:`))
    return at < 0 ? [] : rest.splice(at, 1).map(relaxed)
  })
  const data = [...signed, relaxed(field.replace(/(\bb=)[^;]*/, '$1'))].join('\r\n')
  const hash = createHash('sha256').update(relaxedBody, 'latin1').digest('base64')
  return tags['c'] === 'relaxed/relaxed' && tags['bh'] === hash && signed.some(one => one.startsWith('from:'))
    && verify('sha256', Buffer.from(data, 'latin1'), createPublicKey(publicKey), Buffer.from(tags['b'] ?? '', 'base64'))
}

test('a signature holds, and breaks with one letter', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'pem' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })
  const keys = [{ domain: 'coop.example', selector: 'desk', privateKey }]
  const raw = await written({ files: [{ filename: 'a.pdf', contentType: 'application/pdf', size: 11, sha256: 'file' }] }, keys)
  expect(headOf(raw)).toMatch(/d=coop\.example/)
  expect(isSigned(raw, publicKey)).toBe(true)
  expect(isSigned(Buffer.from(raw.toString('latin1').replace('Date: Sun, 22', 'Date: Sun, 23'), 'latin1'), publicKey)).toBe(false)
  expect(isSigned(Buffer.from(raw.toString('latin1').replace('<p>Bonjour', '<p>bonjour'), 'latin1'), publicKey)).toBe(false)
  expect(headOf(await written({ from: { address: 'a@other.example', name: '' } }, keys))).not.toContain('DKIM')
})
