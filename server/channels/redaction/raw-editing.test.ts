import { afterAll, describe, expect, test } from 'vitest'
import { mailParser } from '../../adapters/mail-parser.ts'
import { sha256 } from '../../platform/signing.ts'
import { removalOf } from '../../tickets/redaction/removing.ts'
import { editedRaw } from './raw-editing.ts'

const parser = mailParser({ threads: 1 })
afterAll(() => parser.close())

const SECRET = 'Tulipe#7é!'
const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n')
const quoted = (text: string) => [...Buffer.from(text)].map(byte => byte > 126 || byte === 61 ? `=${byte.toString(16).toUpperCase()}` : String.fromCharCode(byte)).join('')

const head = ['From: "Claire" <claire@asso.example>', 'To: support@coop.example', 'Date: Sun, 22 Nov 2026 08:00:00 +0100', 'Message-ID: <x@asso.example>', 'MIME-Version: 1.0']
const lines = (...all: string[]) => `${all.join('\r\n')}\r\n`
const part = (content: string, ...fields: string[]) => lines('--b', ...fields, '', content)
const mixed = (...parts: string[]) => lines(...head, 'Subject: Mon site', 'Content-Type: multipart/mixed; boundary=b', '', parts.join('') + '--b--')
const simple = (body: string, ...fields: string[]) => lines(...head, ...fields, '', body)

const utf8 = 'Content-Type: text/plain; charset=utf-8'
const cases: [string, string][] = [
  ['plain text', simple(`Bonjour, ${SECRET} merci`, 'Subject: Mon site', utf8)],
  ['quoted-printable, cut in the middle', simple(quoted(`Bonjour, ${SECRET} merci`).replace('7=C3', '7=\r\n=C3'), 'Subject: Mon site', utf8, 'Content-Transfer-Encoding: quoted-printable')],
  ['base64', simple(base64(`Bonjour, ${SECRET} merci ${'x'.repeat(100)}`), 'Subject: Mon site', utf8, 'Content-Transfer-Encoding: base64')],
  ['base64 with rubbish in it', simple(`${base64(`Bonjour, ${SECRET} merci`)}!!\r\n--\r\n`, 'Subject: Mon site', utf8, 'Content-Transfer-Encoding: base64')],
  ['latin-1', Buffer.from(simple(`Bonjour, ${SECRET} merci`, 'Subject: Mon site', 'Content-Type: text/plain; charset=iso-8859-1'), 'latin1').toString('latin1')],
  ['UTF-16', simple(Buffer.from(`Bonjour, ${SECRET} merci`, 'utf16le').toString('base64'), 'Subject: Mon site', 'Content-Type: text/plain; charset=utf-16le', 'Content-Transfer-Encoding: base64')],
  ['HTML with tags and entities between', mixed(part(`<p>Le <b>Tu</b>lipe&#35;7&eacute;!</p>`, 'Content-Type: text/html; charset=utf-8'))],
  ['subject in plain letters', simple('Bonjour', 'Subject: le mot Tulipe#7=?utf-8?q?=C3=A9!?=', utf8)],
  ['subject in an encoded word', simple('Bonjour', `Subject: =?utf-8?B?${Buffer.from(`Mon ${SECRET}`).toString('base64')}?=`, utf8)],
  ['subject in two words', simple('Bonjour', 'Subject: =?utf-8?Q?Mon_Tulipe#7=C3?=\r\n =?utf-8?Q?=A9!_merci?=', utf8)],
  ['name of a file', mixed(part('Bonjour', utf8), part(base64('contenu'), `Content-Type: application/pdf; name="=?utf-8?Q?Tulipe#7=C3=A9!.pdf?="`, 'Content-Disposition: attachment; filename*0*=utf-8\'\'Tulipe%23; filename*1*=7%C3%A9!.pdf', 'Content-Transfer-Encoding: base64'))],
  ['a file of text', mixed(part('Bonjour', utf8), part(base64(`a;b;${SECRET}`), 'Content-Type: text/csv; charset=utf-8; name=a.csv', 'Content-Transfer-Encoding: base64'))],
  ['a message inside', mixed(part('Bonjour', utf8), part(mixed(part(base64(`Le ${SECRET}`), utf8, 'Content-Transfer-Encoding: base64')), 'Content-Type: message/rfc822'))],
  ['a message inside, encoded', mixed(part(base64(mixed(part(quoted(`Le ${SECRET}`), utf8, 'Content-Transfer-Encoding: quoted-printable'))), 'Content-Type: message/rfc822', 'Content-Transfer-Encoding: base64'))],
  ['around the parts', mixed(`${SECRET}\r\n`, part('Bonjour', utf8))],
  ['a boundary that never comes', lines(...head, 'Subject: Mon site', 'Content-Type: multipart/mixed; boundary=other', '', part(base64(`Le ${SECRET}`), utf8, 'Content-Transfer-Encoding: base64'), '--b--')],
  ['a name beside an address', lines(`From: "${SECRET}" <claire@asso.example>`, ...head.slice(1), 'Subject: x', '', 'Bonjour')],
]

const redaction = { removal: removalOf([SECRET]), files: new Set<string>() }
const isRead = (value: unknown) => JSON.stringify(value).normalize('NFC').includes(SECRET) || redaction.removal.isIn(JSON.stringify(value), 'html')

describe('words are taken out of a raw message', () => {
  test.each(cases)('%s', async (name, raw) => {
    const bytes = Buffer.from(raw, name === 'latin-1' ? 'latin1' : 'utf8')
    const before = await parser.parse({ bytes })
    const { bytes: after, isChanged, isBlank } = editedRaw(bytes, redaction)
    expect(isChanged).toBe(true)
    expect(after).toHaveLength(bytes.length)
    expect(redaction.removal.isIn(Buffer.from(after).toString('latin1'), 'bytes')).toBe(false)
    const read = await parser.parse({ bytes: after })
    expect(isRead(read)).toBe(false)
    if (!('mail' in read) || !('mail' in before)) throw new Error('Unreadable')
    expect(read.mail).toMatchObject({ from: { address: 'claire@asso.example' }, messageId: '<x@asso.example>', date: before.mail.date })
    if (isBlank || name.startsWith('a boundary') || name.startsWith('base64 with')) return
    expect([read.mail.attachments.length, read.mail.problems.includes('broken-mime')]).toEqual([before.mail.attachments.length, false])
    const said = (mail: typeof read.mail) => mail.text.split(/\s+/)[0]
    if (name !== 'UTF-16') expect(said(read.mail)).toBe(said(before.mail))
  })
})

test('what holds none of it stays as it is, to the byte', () => {
  for (const [, raw] of cases) {
    const bytes = Buffer.from(raw)
    const other = editedRaw(bytes, { ...redaction, removal: removalOf(['Rose-et-lilas']) })
    expect([other.isChanged, Buffer.from(other.bytes).equals(bytes)]).toEqual([false, true])
  }
})

test('a file goes with its name, and the others stay', async () => {
  const file = (name: string, content: string) => part(base64(content), `Content-Type: application/pdf; name="${name}"`, `Content-Disposition: attachment; filename="${name}"`, 'Content-Transfer-Encoding: base64')
  const bytes = Buffer.from(mixed(part('Bonjour', utf8), file('garde.pdf', 'un'), file('carte-bleue.pdf', 'deux')))
  const edited = editedRaw(bytes, { removal: removalOf([]), files: new Set([sha256('deux')]) })
  expect([edited.isBlank, edited.files.has(sha256('deux')), edited.bytes.length]).toEqual([false, true, bytes.length])
  const read = await parser.parse({ bytes: edited.bytes })
  if (!('mail' in read)) throw new Error('Unreadable')
  expect(read.mail.attachments).toMatchObject([{ filename: 'garde.pdf', sha256: sha256('un') }, { filename: '***************' }])
  expect(read.mail.text).toContain('Bonjour')
  expect(JSON.stringify(read.mail.attachments)).not.toContain(sha256('deux'))
})

test('an address stays even when it has the same letters', () => {
  const bytes = Buffer.from(simple('claire a dit claire', 'Subject: claire', utf8))
  const after = Buffer.from(editedRaw(bytes, { removal: removalOf(['claire']), files: new Set() }).bytes).toString()
  expect(after).toContain('From: "Claire" <claire@asso.example>')
  expect(after).toMatch(/Subject: \*{6}\r\n[^]*\r\n\*{6} a dit \*{6}/)
})

test('a message of too many parts is blanked, but for its addresses and ids', () => {
  const bytes = Buffer.from(mixed(...Array.from({ length: 2000 }, () => part(SECRET, utf8))))
  const { isBlank, bytes: after } = editedRaw(bytes, redaction)
  expect([isBlank, after.length]).toEqual([true, bytes.length])
  expect(Buffer.from(after).toString()).toContain('claire@asso.example')
  expect(Buffer.from(after).includes('Tulipe')).toBe(false)
})
