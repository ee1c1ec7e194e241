import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { postIn } from '../channels/sources/reading.ts'
import { parse } from './mail-parser.thread.ts'
import { listSource } from '../testing/posts.ts'
import { realContractList, simulatedContractList, type ContractList, type RealList } from '../testing/played-list.ts'
import { fieldOf, rawMail } from './raw-mail.ts'
import { sympaSettings, type Phrase, type SympaSettings } from './sympa.settings.ts'
import { sympaList, type SympaAnswer } from './sympa.sim.ts'

const LIST = 'entraide@lists.coop.example'
const SETTINGS = sympaSettings({ address: LIST, web: 'https://lists.coop.example/sympa', subscribers: [{ address: 'camille@free.example' }, { address: 'support@coop.example' }, { address: 'tom@owl.example', noMail: true }], moderators: ['maelle@asso.example'] })
const clock = () => new Date(Date.UTC(2026, 10, 20, 10))

let letters = 0
type Written = { from?: string, subject?: string, headers?: readonly string[], body?: string }

function letter({ from = 'Camille Martin <camille@free.example>', subject = 'Certificat expiré', headers = [], body = 'Chez moi aussi.\r\n' }: Written = {}): Buffer {
  letters += 1
  const own = headers.some(line => /^message-id:/i.test(line)) ? [] : [`Message-ID: <${letters}.${Date.now()}@free.example>`]
  return Buffer.from([`From: ${from}`, 'To: entraide@lists.coop.example', `Subject: ${subject}`, 'Date: Fri, 20 Nov 2026 10:00:00 +0100', ...own, ...headers, 'MIME-Version: 1.0', ...headers.some(line => /^content-type:/i.test(line)) ? [] : ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit'], '', body].join('\r\n'))
}

const give = (settings: Partial<SympaSettings>, written: Written = {}) => sympaList({ ...SETTINGS, ...settings }, { clock }).take({ from: 'camille@free.example', to: LIST, bytes: letter(written) })
const copyOf = ({ mails }: SympaAnswer) => rawMail(mails[0]?.bytes ?? Buffer.alloc(0))
const valuesOf = (bytes: Uint8Array, name: string) => rawMail(bytes).fields.filter(field => field.name.toLowerCase() === name).map(({ value }) => value)

async function understoodOf(bytes: Uint8Array) {
  const answer = await parse({ raw: { bytes } })
  if (!answer || answer instanceof Uint8Array || !('mail' in answer)) throw new Error('This message cannot be read')
  return answer.mail
}

// A real list is asked the same: PERMANENCE_TEST_LIST_ADDRESS, …_SUBSCRIBER (who may write without a moderator), …_SMTP and …_IMAP (its mailbox) as URLs.
const asked = (name: string) => process.env[`PERMANENCE_TEST_LIST_${name}`] ?? ''
const real: RealList = { address: asked('ADDRESS'), subscriber: asked('SUBSCRIBER'), smtp: asked('SMTP'), imap: asked('IMAP') }
const isReal = Object.values(real).every(value => value !== '')

describe.each<[string, () => Promise<ContractList>]>([
  ['a simulated list', () => simulatedContractList({ ...SETTINGS, protects: null })],
  ...isReal ? [['a real list', () => realContractList(real)] as [string, () => Promise<ContractList>]] : [],
])('%s', (_name, open) => {
  let list: ContractList
  let copy: Uint8Array
  const id = (word: string) => `<${word}.${stamp}@permanence.test.example>`
  const stamp = Date.now()
  const write = (headers: readonly string[], subject = 'Essai') => list.write(letter({ from: list.subscriber, subject, headers }))
  const copyWith = async (messageId: string) => (await list.copies()).find(bytes => valuesOf(bytes, 'message-id').includes(messageId))

  beforeAll(async () => {
    list = await open()
    await write([`Message-ID: ${id('robot')}`, 'Auto-Submitted: auto-replied'])
    await write([`Message-ID: ${id('loop')}`, `X-Loop: ${list.address}`])
    await write([`Message-ID: ${id('person')}`])
    await write([`Message-ID: ${id('person')}`], 'Encore')
    await write([`Message-ID: ${id('answer')}`, `In-Reply-To: ${id('person')}`, `References: ${id('person')}`], 'Re: Essai')
    await vi.waitFor(async () => expect(await copyWith(id('answer'))).toBeDefined(), { timeout: 120_000, interval: 1000 })
    copy = await copyWith(id('person')) ?? Buffer.alloc(0)
  }, 130_000)
  afterAll(() => list.stop())

  test.each([
    ['x-loop', () => [list.address]],
    ['list-id', () => [expect.stringContaining(list.address.replace('@', '.'))]],
    ['list-post', () => [`<mailto:${list.address}>`]],
    ['precedence', () => ['list', 'bulk']],
    ['sender', () => [list.address.replace('@', '-request@')]],
    ['errors-to', () => [list.address.replace('@', '-owner@')]],
    ['x-sequence', () => [expect.stringMatching(/^\d+$/)]],
    ['message-id', () => [id('person')]],
  ])('marks what it distributes: %s', (name, expected) => expect(valuesOf(copy, name)).toEqual(expected()))

  test('keeps threads, and calls an answer Re:', async () => {
    const answer = await copyWith(id('answer')) ?? Buffer.alloc(0)
    expect([valuesOf(answer, 'in-reply-to'), valuesOf(answer, 'references')]).toEqual([[id('person')], [id('person')]])
    expect(valuesOf(answer, 'subject')[0]).toMatch(/^Re: /)
  })

  test('lets machines fall, and what it has had', async () => {
    expect([await copyWith(id('robot')), await copyWith(id('loop'))]).toEqual([undefined, undefined])
    expect((await list.copies()).filter(bytes => valuesOf(bytes, 'message-id').includes(id('person')))).toHaveLength(1)
  })
})

describe('who may write', () => {
  test.each<[SympaSettings['send'], string, string]>([
    ['public', 'tom@elsewhere.example', 'distributed'],
    ['private', 'camille@free.example', 'distributed'],
    ['private', 'tom@elsewhere.example', 'refused'],
    ['privateoreditorkey', 'camille@free.example', 'distributed'],
    ['privateoreditorkey', 'tom@elsewhere.example', 'held'],
    ['editorkey', 'camille@free.example', 'held'],
    ['editorkey', 'maelle@asso.example', 'distributed'],
  ])('%s: %s is %s', (send, from, did) => expect(give({ send }, { from })).toMatchObject({ did }))

  test.each<[string, string[], string | undefined]>([
    ['loop', [`X-Loop: ${LIST}`], undefined],
    ['auto-submitted', ['Auto-Submitted: auto-generated'], undefined],
    ['auto-replied', ['Content-Identifier: Auto-replied'], undefined],
    ['robot', [], 'MAILER-DAEMON@free.example'],
  ])('falls: %s', (why, headers, from) => expect(give({ send: 'public' }, { headers, ...from ? { from } : {} })).toEqual({ did: 'dropped', why, mails: [] }))

  test('a person who says so is heard', () => expect(give({}, { headers: ['Auto-Submitted: no'] }).did).toBe('distributed'))
})

describe.each(['fr', 'en'] as const)('moderation in %s', (language) => {
  const moderated = () => {
    const list = sympaList({ ...SETTINGS, send: 'editorkey', language }, { clock })
    const answer = list.take({ from: 'support@coop.example', to: LIST, bytes: letter({ from: 'support@coop.example', headers: ['Message-ID: <ours@coop.example>'] }) })
    return { list, answer, key: list.held()[0]?.key ?? '' }
  }
  const toldBy = async (mail: { bytes: Uint8Array } | undefined) => {
    const post = postIn(await understoodOf(mail?.bytes ?? Buffer.alloc(0)), listSource(), { isOurs: false })
    return [post.service, post.about]
  }

  test('is told to the author in words that are understood, and asked of who decides', async () => {
    const { answer } = moderated()
    expect(answer.mails.map(({ to }) => to)).toEqual(['support@coop.example', 'maelle@asso.example'])
    expect(await toldBy(answer.mails[0])).toEqual(['answer-held', '<ours@coop.example>'])
  })

  test('lets pass, once', () => {
    const { list, key } = moderated()
    const passed = list.accept(key)
    expect(valuesOf(passed.mails[0]?.bytes ?? Buffer.alloc(0), 'x-validation-by')).toEqual(['maelle@asso.example'])
    expect(list.accept(key)).toMatchObject({ did: 'dropped', why: 'unknown-key' })
  })

  test('by mail to its server, of who may decide', () => {
    const order = (list: ReturnType<typeof sympaList>, from: string, subject: string) => list.take({ from, to: 'sympa@lists.coop.example', bytes: letter({ from, subject }) })
    const { list, key } = moderated()
    expect(order(list, 'tom@owl.example', `DISTRIBUTE entraide ${key}`).did).toBe('dropped')
    expect(order(list, 'maelle@asso.example', `REJECT entraide ${key}`)).toMatchObject({ did: 'refused', mails: [{ to: 'support@coop.example' }] })
  })

  test('rejects, and says so', async () => {
    const { list, key } = moderated()
    expect(await toldBy(list.reject(key, 'Hors sujet.').mails[0])).toEqual(['answer-rejected', '<ours@coop.example>'])
  })

  test('tells who is not subscribed', async () => {
    const refused = sympaList({ ...SETTINGS, language }, { clock }).take({ from: 'nouveau@coop.example', to: LIST, bytes: letter({ from: 'nouveau@coop.example', headers: ['Message-ID: <ours@coop.example>'] }) })
    expect(await toldBy(refused.mails[0])).toEqual(['answer-rejected', '<ours@coop.example>'])
  })
})

const PHRASES: readonly Phrase[] = ['name_via_list', 'name_and_email', 'name_email_via_list', 'list_for_name', 'list_for_email']

describe.each(PHRASES.flatMap(phrase => (['fr', 'en'] as const).map(language => ({ phrase, language }))))('DMARC: $phrase in $language', ({ phrase, language }) => {
  test('the list speaks, and who wrote is known', async () => {
    const { bytes } = give({ protects: { phrase, domains: ['free.example'] }, language, replyTo: { to: 'list' } }, { from: '=?UTF-8?B?TWHDq2xsZSBDb3JyZQ==?= <camille@free.example>' }).mails[0] ?? { bytes: Buffer.alloc(0) }
    const mail = await understoodOf(bytes)
    expect(mail.from?.address).toBe(LIST)
    expect(postIn(mail, listSource(), { isOurs: false })).toMatchObject({ author: { name: 'Maëlle Corre', address: 'camille@free.example' }, title: 'Certificat expiré', words: 'Chez moi aussi.' })
  })
})

test('of other domains From stays as it is', () => {
  expect(fieldOf(copyOf(give({ protects: { phrase: 'name_via_list', domains: ['strict.example'] } })), 'from')).toBe('Camille Martin <camille@free.example>')
})

test.each<{ what: string, replyTo: SympaSettings['replyTo'], headers?: string[], expected: string | null }>([
  { what: 'sender', replyTo: { to: 'sender' }, expected: null },
  { what: 'list', replyTo: { to: 'list' }, expected: LIST },
  { what: 'all', replyTo: { to: 'all' }, expected: `${LIST},Camille Martin <camille@free.example>` },
  { what: 'other', replyTo: { to: { address: 'bureau@coop.example' } }, expected: 'bureau@coop.example' },
  { what: 'list, as the author wishes', replyTo: { to: 'list' }, headers: ['Reply-To: perso@free.example'], expected: 'perso@free.example' },
  { what: 'list, whatever the author wishes', replyTo: { to: 'list', forced: true }, headers: ['Reply-To: perso@free.example'], expected: LIST },
])('answers go to: $what', ({ replyTo, headers = [], expected }) => expect(fieldOf(copyOf(give({ replyTo }, { headers })), 'reply-to')).toBe(expected))

test('on an anonymous list nobody is known, neither by name nor by the name of the message', () => {
  const { mails } = give({ anonymous: 'Un membre' }, { headers: ['Reply-To: camille@free.example', 'Received: from home.free.example by free.example'] })
  expect(Buffer.from(mails[0]?.bytes ?? []).toString()).not.toMatch(/free\.example/)
})

test.each<[string, SympaSettings['tag'], string]>([
  ['Certificat', { words: 'entraide' }, '[entraide] Certificat'],
  ['RE: Ré : [entraide] Certificat', { words: 'entraide' }, 'Re: [entraide] Certificat'],
  ['[entraide] Re: Certificat', { words: 'entraide' }, 'Re: [entraide] Certificat'],
  ['Certificat', { words: 'entraide', numbered: true }, '[entraide 1] Certificat'],
  ['Certificat', null, 'Certificat'],
])('"%s" with the tag %j', (subject, tag, expected) => expect(fieldOf(copyOf(give({ tag }, { subject })), 'subject')).toBe(expected))

describe('a footer', () => {
  const FOOTER = 'Liste entraide\nPour se désabonner : https://lists.coop.example/sympa'
  const MIXED = { headers: ['Content-Type: multipart/mixed; boundary="b"'], body: '--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nChez moi aussi=2E\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n' }
  const SIGNED = { headers: ['Content-Type: multipart/signed; boundary="b"; protocol="application/pgp-signature"'], body: '--b\r\n\r\nChez moi aussi.\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--b--\r\n' }
  test.each<[string, 'mime' | 'append', Written]>([
    ['a part beside', 'mime', {}],
    ['a part more', 'mime', MIXED],
    ['under the text', 'append', {}],
    ['under base64', 'append', { headers: ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: base64'], body: Buffer.from('Chez moi aussi.\n').toString('base64') }],
    ['under quoted-printable', 'append', { headers: ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable'], body: 'Chez moi aussi=2E\r\n' }],
    ['where it cannot be appended, a part', 'append', MIXED],
  ])('%s is cut off again', async (_what, as, written) => {
    const mail = await understoodOf(give({ footer: { text: FOOTER, as } }, written).mails[0]?.bytes ?? Buffer.alloc(0))
    expect(mail.text).toContain('Pour se désabonner')
    expect(postIn(mail, listSource({ footer: FOOTER }), { isOurs: false }).words).toBe('Chez moi aussi.')
  })

  test('leaves the bytes of the author as they are, and what is signed alone', () => {
    const latin = Buffer.from('Chez moi \xe9galement\r\n', 'latin1')
    const bytes = Buffer.concat([letter({ headers: ['Content-Type: text/plain; charset=iso-8859-1'], body: '' }), latin])
    const { mails } = sympaList({ ...SETTINGS, footer: { text: FOOTER, as: 'mime' } }, { clock }).take({ from: '', to: LIST, bytes })
    expect(copyOf({ did: 'distributed', why: '', mails }).body.includes(latin)).toBe(true)
    expect(copyOf(give({ footer: { text: FOOTER, as: 'mime' } }, SIGNED)).body.toString()).toBe(SIGNED.body)
  })
})

test('everybody gets a return path of their own, or that of the list', () => {
  expect(give({}).mails.map(({ from, to }) => [from, to])).toEqual([['bounce+camille==free.example==entraide@lists.coop.example', 'camille@free.example'], ['bounce+support==coop.example==entraide@lists.coop.example', 'support@coop.example']])
  expect(give({ verp: false }).mails[0]?.from).toBe('entraide-owner@lists.coop.example')
})
