import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailParser } from '../../adapters/mail-parser.ts'
import { sha256 } from '../../platform/signing.ts'
import { eachEngine } from '../../testing/databases.ts'
import { eml } from '../../testing/eml.ts'
import { readingOn } from '../../testing/reading.ts'
import { noBytes, served } from '../../testing/served.ts'
import { RedactionCounts, Secrets } from '../../tickets/redaction/contract.ts'
import { readKept } from '../reading/actions/keep.ts'
import { takeIn } from '../reading/actions/take-in.ts'

const parser = mailParser({ threads: 1 })
afterAll(() => parser.close())

const SECRET = 'Zanzibar7x'
const wish = { passages: [{ kind: 'password', words: SECRET }], attachments: [] as number[] }

eachEngine('words taken out of a message that is on no ticket', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let reading: ReturnType<typeof readingOn>
  let staff: { cookie: string }, volunteer: { cookie: string }
  beforeAll(async () => {
    reading = readingOn(open(), parser)
    const { blobs, secrets } = reading.following
    web = await served(open(), { secrets, blobs, bytes: { ...noBytes, raw: blobs.stream }, readKept: kept => readKept({ blobs, parser }, kept) })
    staff = await web.agent('staff', 'Nadia')
    volunteer = await web.agent('volunteer')
  })
  afterAll(async () => {
    await web.stop()
    await reading.close()
  })

  const take = async (raw: string) => {
    const [intake] = await takeIn(reading.following, [{ bytes: Buffer.from(raw), source: 'smtp', envelope: null }])
    if (!intake) throw new Error('Nothing was taken in')
    return intake
  }
  const post = (path: string, body: object, { cookie } = staff) => web.send(`/api/intakes/${path}`, { cookie, body })
  const stored = async (id: number) => await open().reader('intakes').where({ id }).first() as Record<string, unknown>
  const filesHolding = () => readdirSync(reading.folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile() && readFileSync(join(entry.parentPath, entry.name), 'latin1').includes(SECRET))
  const ignored = (id: string) => eml({ id, subject: `Mot de passe : ${SECRET}`, text: `Absente.\r\nMon mot de passe : ${SECRET}`, headers: ['Auto-Submitted: auto-replied'] })

  test('an ignored one: its bytes, its subject, and every copy of the same bytes', async () => {
    const raw = ignored('absent@asso.example')
    const [first, copy] = [await take(raw), await take(raw)]
    expect([first, copy]).toMatchObject([{ state: 'ignored', ticketId: null }, { ticketId: null }])
    expect((await post(`${first.id}/redactions`, wish, volunteer)).status).toBe(403)
    expect(Secrets.parse(await (await web.send(`/api/intakes/${first.id}/secrets`, staff)).json())).toEqual({ noticed: [{ kind: 'password', words: SECRET }] })
    const preview = RedactionCounts.parse(await (await post(`${first.id}/redactions/preview`, wish)).json())
    expect(preview).toEqual({ passages: 2, messages: 1, attachments: 0, mails: 0, sent: 0, drafts: 0 })
    expect(filesHolding()).toHaveLength(1)

    const done = await post(`${first.id}/redactions`, wish)
    expect([done.status, await done.json()]).toEqual([201, preview])
    expect(filesHolding()).toEqual([])
    for (const { id } of [first, copy]) {
      const row = await stored(id)
      expect(JSON.stringify(row)).not.toMatch(new RegExp(`${SECRET}|${sha256(raw)}`))
      expect(row).toMatchObject({ state: 'ignored', size: raw.length })
    }
    expect(await (await web.send(`/api/intakes/${first.id}/source`, staff)).text()).toContain('Message-ID: <absent@asso.example>')
    const [audited] = await open().reader('audit').where({ did: 'intake.redacted' }) as { entry: string }[]
    expect(JSON.parse(audited?.entry ?? '')).toMatchObject({ intakeId: first.id, kinds: 'password', passages: 2 })
  })

  test('one that nobody could read: its bytes alone', async () => {
    const intake = await take(`no header at all, and a password: ${SECRET}\nX: ${SECRET}\n`)
    expect(intake).toMatchObject({ state: 'quarantined', reason: 'no-headers' })
    expect((await post(`${intake.id}/redactions`, wish)).status).toBe(201)
    expect(filesHolding()).toEqual([])
  })

  test('one on a ticket, an attachment, words that are too short, none at all: refused', async () => {
    const [onTicket, other] = [await take(eml({ id: 'ticket@asso.example', text: `Mot de passe : ${SECRET}` })), await take(ignored('other@asso.example'))]
    const refused: [string, object, number][] = [
      [`${onTicket.id}/redactions`, wish, 409], [`${other.id}/redactions`, { ...wish, attachments: [1] }, 404],
      [`${other.id}/redactions`, { ...wish, passages: [{ kind: 'words', words: 'abc' }] }, 422], ['999999999/redactions', wish, 404],
    ]
    for (const [path, body, status] of refused) expect([path, (await post(path, body)).status]).toEqual([path, status])
    expect(filesHolding()).toHaveLength(2)
  })
})
