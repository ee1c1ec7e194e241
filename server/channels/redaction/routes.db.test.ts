import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { searchIn } from '../../adapters/fts5.ts'
import { mailParser } from '../../adapters/mail-parser.ts'
import { numberEvents } from '../../platform/feed.ts'
import { logTo } from '../../platform/log.ts'
import { sha256 } from '../../platform/signing.ts'
import { removeFolder, startGuarded, temporaryFolder, untilReady } from '../../testing/children.ts'
import { eachEngine } from '../../testing/databases.ts'
import { eml } from '../../testing/eml.ts'
import { readingOn } from '../../testing/reading.ts'
import { noBytes, served } from '../../testing/served.ts'
import { followSearch } from '../../tickets/actions/follow-search.ts'
import { rebuildSearch } from '../../tickets/actions/rebuild-search.ts'
import { TicketDetail } from '../../tickets/contract.ts'
import { RedactionCounts, Secrets } from '../../tickets/redaction/contract.ts'
import { removalOf } from '../../tickets/redaction/removing.ts'
import { takeIn } from '../reading/actions/take-in.ts'
import { readKept } from '../reading/actions/keep.ts'
import { forgetFiles } from './actions/forget-files.ts'
import { redact } from './actions/redact.ts'

const parser = mailParser({ threads: 1 })
afterAll(() => parser.close())

// Of letters and one accent, so that the search has it as one word.
const SECRET = 'Zanzibar7é'
const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n')
const quoted = (text: string) => [...Buffer.from(text)].map(byte => byte > 126 || byte === 61 ? `=${byte.toString(16).toUpperCase()}` : String.fromCharCode(byte)).join('')

const letter = (id: string, more: string[] = []) => [
  ...more,
  'From: Claire <claire@asso.example>', 'To: support@coop.example', 'Date: Sun, 22 Nov 2026 08:00:00 +0100', ...id ? [`Message-ID: <${id}>`] : [],
  `Subject: =?utf-8?Q?Mon_mot_de_passe_:_${quoted(SECRET)}?=`, 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', '',
  '--b', 'Content-Type: multipart/alternative; boundary=a', '',
  '--a', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable', '', quoted(`Bonjour,\r\nmot de passe : ${SECRET}\r\nClaire`),
  '--a', 'Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: base64', '', base64(`<p>Bonjour,</p><p>mot de passe : Zan<b>zibar7&eacute;</b></p><p>Claire</p>`), '--a--',
  '--b', `Content-Type: application/pdf; name="${SECRET}.pdf"`, 'Content-Disposition: attachment', 'Content-Transfer-Encoding: base64', '', base64('le contenu'),
  '--b', 'Content-Type: text/csv; charset=utf-8; name="acces.csv"', 'Content-Transfer-Encoding: base64', '', base64(`boite;${SECRET}\n`), '--b--', '',
].join('\r\n')

const here = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)
/** A process of its own that takes the words out, and hangs at the first file that must go. */
const DYING = `
import { mailParser } from ${here('../../adapters/mail-parser.ts')}
import { blobsIn } from ${here('../../platform/blobs.ts')}
import { openDatabase } from ${here('../../platform/db.ts')}
import { secretsOf } from ${here('../../platform/secrets.ts')}
import { signerOf } from ${here('../../platform/signing.ts')}
import { readKept } from ${here('../reading/actions/keep.ts')}
import { forgetFiles } from ${here('./actions/forget-files.ts')}
import { redact } from ${here('./actions/redact.ts')}
const [url, folder, messageId, agentId] = process.argv.slice(1)
const [database, blobs, parser] = [openDatabase(url), blobsIn(folder), mailParser({ threads: 1 })]
const world = { database, blobs, signer: signerOf(secretsOf('a secret of tests, of sufficient length').signingKey), clock: () => new Date(), readKept: kept => readKept({ blobs, parser }, kept) }
await redact(world, { messageId: Number(messageId), request: { passages: [{ kind: 'words', words: '${SECRET}' }], attachments: [] } }, { kind: 'agent', id: Number(agentId) })
setInterval(() => undefined, 1000)
await forgetFiles({ database, blobs: { remove: () => new Promise(() => console.log('removing')) } })
`

eachEngine('words taken out everywhere', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let reading: ReturnType<typeof readingOn>
  let search: ReturnType<typeof searchIn>
  let staff: { id: number, cookie: string }, volunteer: { id: number, cookie: string }
  const folder = temporaryFolder('redaction')
  const [log, removal] = [logTo('silent'), removalOf([SECRET])]
  beforeAll(async () => {
    reading = readingOn(open(), parser)
    search = searchIn(folder, log)
    const { blobs, secrets } = reading.following
    web = await served(open(), { secrets, blobs, bytes: { raw: blobs.stream, attachment: (digest, part) => parser.attachment({ path: blobs.pathOf(digest) }, part), message: noBytes.message }, readKept: kept => readKept({ blobs, parser }, kept) })
    staff = await web.agent('staff', 'Nadia')
    volunteer = await web.agent('volunteer')
    await open().transaction(db => db('mailboxes').insert({ name: `support-${Date.now()}`, host: 'x', port: 1, secure: true, username: 'x', password_sealed: 'x', folder: 'INBOX', begin: 'all', from_address: 'support@coop.example', from_name: 'La coop', created_at: 0 }))
  })
  afterAll(async () => {
    await web.stop()
    await search.close()
    await reading.close()
    removeFolder(folder)
  })

  const take = async (raw: string) => {
    const [intake] = await takeIn(reading.following, [{ bytes: Buffer.from(raw), source: 'smtp', envelope: { from: 'claire@asso.example', to: ['support@coop.example'], remote: '192.0.2.1' } }])
    if (!intake) throw new Error('Nothing was taken in')
    return intake
  }
  const rows = async (table: string, where: Record<string, unknown> = {}) => await open().reader(table).where(where).select('*') as Record<string, unknown>[]
  const detail = async (ticketId: number) => TicketDetail.parse(await (await web.send(`/api/tickets/${ticketId}`, staff)).json())
  const ask = (messageId: number, path: string, { cookie = staff.cookie, ...body }: Record<string, unknown> & { cookie?: string }) => web.send(`/api/messages/${messageId}/${path}`, { body, cookie })
  const followed = async () => { await numberEvents(open()); await followSearch({ database: open(), search }) }
  const wish = { passages: [{ kind: 'password', words: SECRET }], attachments: [] as number[] }

  /** Every place that holds the words, in whatever writing, or one of these digests. */
  async function placesHolding(digests: readonly string[] = []): Promise<string[]> {
    const isHeld = (text: string) => removal.isIn(text, 'html') || removal.isIn(text, 'text') || digests.some(digest => text.includes(digest))
    const inRow = (table: string, row: Record<string, unknown>) => Object.entries(row).filter(([, value]) => typeof value === 'string' && isHeld(value)).map(([column]) => `${table}.${column}`)
    const inTable = async (table: string) => (await rows(table)).flatMap(row => inRow(table, row))
    const inFile = async (path: string) => {
      const bytes = readFileSync(path)
      const read = path.startsWith(reading.folder) ? await parser.parse({ bytes }) : ''
      const said = [path, bytes.toString('latin1'), JSON.stringify(read)]
      return said.some(isHeld) || removal.isIn(bytes.toString('latin1'), 'bytes') ? [path] : []
    }
    const files = [...filesIn(reading.folder), ...filesIn(folder), ...open().engine === 'sqlite' ? databaseFiles() : []]
    return [...new Set([...(await Promise.all((await tables()).map(inTable))).flat(), ...(await Promise.all(files.map(inFile))).flat()])]
  }
  const filesIn = (root: string) => readdirSync(root, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  const databaseFiles = () => ['', '-wal'].map(suffix => open().url.slice('sqlite:'.length) + suffix).filter(existsSync)
  async function tables(): Promise<string[]> {
    const found = open().engine === 'sqlite' ? await open().reader.raw("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'") as { name: string }[] : (await open().reader.raw('select table_name as name from information_schema.tables where table_schema = database()') as [{ name: string }[]])[0]
    return found.map(({ name }) => name)
  }

  test('in the message, its copies and quotations, its answer, the drafts, the search, the raw bytes: nothing is left', async () => {
    const first = await take(letter('first@asso.example'))
    const copy = await take(letter('first@asso.example', ['Received: from elsewhere by mx.coop.example; Sun, 22 Nov 2026 08:00:09 +0100']))
    const [ticketId, messageId] = [first.ticketId ?? 0, first.messageId ?? 0]
    await take(eml({ inReplyTo: 'first@asso.example', subject: 'Re: Mon site', text: `Alors ?\r\n\r\n> mot de passe : Zanzi\r\n> bar7é\r\n> Claire` }))
    const { version } = await detail(ticketId)
    const reply = await web.send(`/api/tickets/${ticketId}/replies`, { cookie: staff.cookie, body: { text: `Ne nous envoyez pas ${SECRET}`, seenVersion: version, to: [{ address: 'claire@asso.example', name: '' }] } })
    expect(reply.status).toBe(201)
    await web.send(`/api/tickets/${ticketId}/notes`, { cookie: staff.cookie, body: { text: `Elle a collé ${SECRET}` } })
    await web.send(`/api/tickets/${ticketId}/drafts/note`, { cookie: staff.cookie, method: 'PUT', body: { revision: 5, content: { text: `Je teste ${SECRET}` } } })
    await followed()
    expect((await search.find(SECRET, { limit: 5 })).ticketIds).toEqual([ticketId])
    const [message] = await rows('messages', { id: messageId })
    const digests = [...(await rows('intakes', { ticket_id: ticketId })).map(({ sha256: digest }) => String(digest)).slice(0, 2), String(message?.['fingerprint']), sha256(`boite;${SECRET}\n`)]
    expect(new Set(await placesHolding(digests)).size).toBeGreaterThan(10)

    expect(Secrets.parse(await (await web.send(`/api/messages/${messageId}/secrets`, staff)).json())).toEqual({ noticed: [{ kind: 'password', words: SECRET }] })
    expect((await ask(messageId, 'redactions', { ...wish, cookie: volunteer.cookie })).status).toBe(403)
    const preview = RedactionCounts.parse(await (await ask(messageId, 'redactions/preview', wish)).json())
    const done = await ask(messageId, 'redactions', wish)
    expect([done.status, await done.json()]).toEqual([201, preview])
    expect(preview).toEqual({ passages: 6, messages: 4, attachments: 1, mails: 1, sent: 0, drafts: 1 })

    await followed()
    await open().scrub()
    expect(await placesHolding(digests)).toEqual([])
    expect((await search.find(SECRET, { limit: 5 })).ticketIds).toEqual([])
    await rebuildSearch({ database: open(), search })
    expect((await search.find('Zanzibar7', { limit: 5 })).ticketIds).toEqual([])
    expect((await search.find('Bonjour', { limit: 5 })).ticketIds).toEqual([ticketId])
    expect((await rows('intakes', { id: copy.id }))[0]).toMatchObject({ state: 'duplicate' })

    const { messages } = await detail(ticketId)
    const shown = messages.find(({ id }) => id === messageId)
    expect(shown).toMatchObject({ redactions: [{ by: 'Nadia', kinds: ['password'] }], problems: expect.not.arrayContaining(['contains-secret']) as unknown })
    expect(shown?.text).toContain('mot de passe : ████')
    expect(shown?.attachments.map(({ filename }) => filename)).toEqual(['████.pdf', 'acces.csv'])
    const [pdf] = shown?.attachments ?? []
    expect(await (await web.send(`/api/messages/${messageId}/attachments/${pdf?.id}`, staff)).text()).toBe('le contenu')
    expect(await (await web.send(`/api/messages/${messageId}/source`, staff)).text()).toContain('Message-ID: <first@asso.example>')
    const [audited] = await rows('audit', { did: 'ticket.redacted', ticket_id: ticketId })
    expect(JSON.parse(String(audited?.['entry']))).toMatchObject({ messageId, kinds: 'password' })
  })

  describe('whatever comes again', () => {
    test.each([['with its Message-ID', 'again@asso.example'], ['without one', '']])('the same message %s, by another way: a duplicate whose bytes are not kept', async (_how, id) => {
      const first = await take(letter(id).replaceAll('08:00:00', id ? '09:00:00' : '10:00:00'))
      await ask(first.messageId ?? 0, 'redactions', wish)
      const again = letter(id, ['Received: from other by mx2.coop.example; Sun, 22 Nov 2026 10:30:00 +0100']).replaceAll('08:00:00', id ? '09:00:00' : '10:00:00')
      const copy = await take(again)
      expect(copy).toMatchObject({ state: 'duplicate', reason: 'redacted-copy', ticketId: first.ticketId })
      expect((await rows('intakes', { id: copy.id }))[0]).toMatchObject({ sha256: null, subject: '' })
      await forgetFiles({ database: open(), blobs: reading.following.blobs })
      expect(await placesHolding([sha256(again)])).toEqual([])
    })
  })

  test('killed between the commit and the removal of the files: the words are gone, and housekeeping does the rest', async () => {
    const raw = letter('killed@asso.example')
    const { messageId, ticketId } = await take(raw)
    const { blobs, signer, clock } = reading.following
    await redact({ database: open(), blobs, signer, clock, readKept: kept => readKept({ blobs, parser }, kept) }, { messageId: messageId ?? 0, request: { passages: [{ kind: 'words', words: SECRET }], attachments: [] } }, { kind: 'agent', id: staff.id })
    expect([await blobs.sizeOf(sha256(raw)), await rows('blob_removals', { sha256: sha256(raw) })]).toMatchObject([Buffer.byteLength(raw), [{}]])
    expect(JSON.stringify(await detail(ticketId ?? 0))).not.toContain(SECRET)
    await forgetFiles({ database: open(), blobs })
    await forgetFiles({ database: open(), blobs })
    expect([await blobs.sizeOf(sha256(raw)), await rows('blob_removals')]).toEqual([undefined, []])
    expect(await placesHolding([sha256(raw)])).toEqual([])
  })

  test('the process dies by kill -9 as it removes the first file: housekeeping takes it up again', async () => {
    const raw = letter('dies@asso.example')
    const { messageId, ticketId } = await take(raw)
    const child = startGuarded({ command: process.execPath, args: ['--input-type=module', '-e', DYING, open().url, reading.folder, String(messageId), String(staff.id)] })
    await untilReady(child, async () => { if (!child.said().includes('removing')) throw new Error('Nothing is removed yet') })
    child.signal('SIGKILL')
    await child.stop()
    const { blobs } = reading.following
    expect([await blobs.sizeOf(sha256(raw)), await rows('blob_removals', { sha256: sha256(raw) })]).toMatchObject([Buffer.byteLength(raw), [{}]])
    expect(JSON.stringify(await detail(ticketId ?? 0))).not.toContain(SECRET)
    await forgetFiles({ database: open(), blobs })
    expect([await placesHolding([sha256(raw)]), await rows('blob_removals')]).toEqual([[], []])
  })

  test('a whole file: its name and content, and nothing else', async () => {
    const { messageId: id, ticketId } = await take(letter('file@asso.example'))
    const [messageId, first] = [id ?? 0, async () => (await detail(ticketId ?? 0)).messages[0] ?? { text: '', attachments: [] }]
    const { text, attachments: [pdf, csv] } = await first()
    const counts = RedactionCounts.parse(await (await ask(messageId, 'redactions', { passages: [], attachments: [csv?.id] })).json())
    expect(counts).toMatchObject({ passages: 0, messages: 1, attachments: 1 })
    const after = await first()
    expect(after.text).toBe(text)
    expect(after.attachments).toMatchObject([{ id: pdf?.id, removed: false }, { id: csv?.id, filename: null, size: 0, removed: true }])
    expect((await web.send(`/api/messages/${messageId}/attachments/${csv?.id}`, staff)).status).toBe(404)
    expect(await (await web.send(`/api/messages/${messageId}/attachments/${pdf?.id}`, staff)).text()).toBe('le contenu')
    expect(await (await web.send(`/api/messages/${messageId}/source`, staff)).text()).not.toMatch(/acces\.csv|Ym9pdGU7/)
  })

  test('nothing to take out, another’s file, words that are too short: refused', async () => {
    const { messageId } = await take(letter('refused@asso.example'))
    const status = async (body: Record<string, unknown>) => (await ask(messageId ?? 0, 'redactions', body)).status
    expect([await status({ passages: [], attachments: [] }), await status({ passages: [], attachments: [999_999] }), await status({ passages: [{ kind: 'words', words: 'abc' }], attachments: [] })]).toEqual([422, 404, 422])
    expect((await ask(999_999_999, 'redactions', wish)).status).toBe(404)
  })
})
