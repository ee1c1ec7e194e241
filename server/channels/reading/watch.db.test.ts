import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mailParser } from '../../adapters/mail-parser.ts'
import { eachEngine } from '../../testing/databases.ts'
import { startDovecot, type DovecotServer } from '../../testing/dovecot.ts'
import { eml } from '../../testing/eml.ts'
import { readingOn } from '../../testing/reading.ts'
import { served } from '../../testing/served.ts'
import { MailboxList } from '../contract.ts'
import { mailboxById } from '../mailboxes/store.ts'
import { checkLedger } from './actions/check-ledger.ts'
import { readToEnd } from './actions/follow.ts'
import { checkDue, tellLate } from './actions/watch.ts'

let dovecot: DovecotServer
const parser = mailParser({ threads: 1 })
beforeAll(async () => { dovecot = await startDovecot() })
afterAll(async () => {
  await dovecot.stop()
  await parser.close()
})

eachEngine('mailbox and database', (open, engine) => {
  let reading: ReturnType<typeof readingOn>
  beforeAll(() => { reading = readingOn(open(), parser) })
  afterAll(() => reading.close())

  let users = 0
  async function mailbox(count: number) {
    const user = `ledger-${engine}-${++users}`
    dovecot.deliver(user, Array.from({ length: count }, (_, index) => eml({ id: `${user}.${index}@asso.example` })))
    const id = await reading.addMailbox(dovecot.url(user))
    await readToEnd(reading.following, id)
    const [row] = await reading.intakes(id)
    const check = async (options = {}) => {
      const found = await mailboxById(open().reader, id)
      if (!found) throw new Error('The mailbox is gone')
      return checkLedger(reading.following, found, options)
    }
    return { id, user, check, first: row ?? (() => { throw new Error('Nothing was read') })() }
  }
  const change = (table: string, where: object, values: object) => open().transaction(db => db(table).where(where).update(values))

  test('when all is well, nothing is missing, other or lost', async () => {
    const { check } = await mailbox(3)
    expect(await check()).toMatchObject({ onServer: 3, accounted: 3, missing: [], differing: [], lost: [], states: { opened: 3 } })
  })

  test('a message that nobody accounts for is missing, unless it came just now', async () => {
    const { check, first } = await mailbox(2)
    await open().transaction(db => db('intakes').where({ id: first.id }).delete())
    expect(await check()).toMatchObject({ onServer: 2, accounted: 1, missing: [{ uid: first.uid, messageId: expect.stringContaining('@asso.example') as string }] })
    expect(await check({ patient: true })).toMatchObject({ onServer: 2, accounted: 2, missing: [] })
  })

  test('another message under a known UID is found by its content; a size that was counted otherwise is none', async () => {
    const { check, first } = await mailbox(2)
    await change('intakes', { id: first.id }, { size: first.size + 1 })
    expect(await check()).toMatchObject({ differing: [], lost: [{ intakeId: first.id }] })
    await change('intakes', { id: first.id }, { size: first.size, message_id: '<another@asso.example>', sha256: 'f'.repeat(64) })
    expect(await check()).toMatchObject({ accounted: 2, missing: [], differing: [{ uid: first.uid }] })
  })

  test('bytes that are gone from the data directory are lost', async () => {
    const { check, first } = await mailbox(1)
    rmSync(reading.following.blobs.pathOf(first.sha256 ?? ''))
    expect(await check()).toMatchObject({ missing: [], lost: [{ intakeId: first.id, sha256: first.sha256 }] })
  })

  describe('by itself', () => {
    let web: Awaited<ReturnType<typeof served>>
    let staff: { cookie: string }
    beforeAll(async () => {
      web = await served(open())
      staff = await web.agent('staff')
    })
    afterAll(() => web.stop())
    const shown = async (id: number) => MailboxList.parse(await (await web.send('/api/mailboxes', staff)).json()).mailboxes.find(one => one.id === id)
    const ask = (id: number) => web.send(`/api/mailboxes/${id}/check`, { ...staff, body: {} })
    const said: string[] = []
    const log = { error: (_: unknown, words: string) => said.push(words), warn: (_: unknown, words: string) => said.push(words), info: (_: unknown, words: string) => said.push(words) }
    const watched = () => ({ ...reading.following, log: log as unknown as typeof reading.following.log })

    test('asked for from the console, it is made once, kept, shown and told; a gap is in the log and in the metrics', async () => {
      const { id, first } = await mailbox(2)
      expect((await shown(id))?.ledger).toBeNull()
      expect([(await ask(id)).status, (await ask(999_999)).status]).toEqual([202, 404])
      await checkDue(watched())
      const { ledger } = await shown(id) ?? {}
      expect(ledger).toMatchObject({ onServer: 2, missing: 0, differing: 0, lost: 0, failure: null })
      await change('intakes', { id: first.id }, { sha256: 'e'.repeat(64), message_id: '<x@y>' })
      await checkDue(watched())
      expect((await shown(id))?.ledger).toEqual(ledger)
      await ask(id)
      await checkDue(watched())
      expect((await shown(id))?.ledger).toMatchObject({ differing: 1, lost: 1 })
      expect(said).toContain('A mailbox holds messages that the database does not account for')
      const name = (await shown(id))?.name ?? ''
      expect(await (await web.send('/metrics')).text()).toContain(`permanence_ledger_gap{mailbox="${name}"} 2`)
    })

    test('a server out of reach is said, and what was found before is kept', async () => {
      const { id } = await mailbox(1)
      await ask(id)
      await checkDue(watched())
      await ask(id)
      await checkDue({ ...watched(), openMailbox: () => Promise.reject(new Error('nobody there')) })
      expect((await shown(id))?.ledger).toMatchObject({ onServer: 1, failure: 'nobody there' })
    })

    test('a mailbox that nobody reads is said once, and once more when it is read again', async () => {
      const { id } = await mailbox(1)
      const { checked_at } = await open().reader('mailboxes').where({ id }).first<{ checked_at: number }>('checked_at')
      await change('mailboxes', { id }, { checked_at: checked_at - 16 * 60_000 })
      const late = new Set<number>()
      said.length = 0
      await tellLate(watched(), late)
      await tellLate(watched(), late)
      expect(said).toEqual(['A mailbox has not been read for a quarter of an hour'])
      const name = (await shown(id))?.name ?? ''
      expect(await (await web.send('/metrics')).text()).toContain(`permanence_mailbox_late{mailbox="${name}"} 1`)
      await change('mailboxes', { id }, { checked_at })
      await tellLate(watched(), late)
      expect(said.at(-1)).toBe('A mailbox is read again')
    })
  })
})
