import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { mailParser } from '../../adapters/mail-parser.ts'
import type { Blobs } from '../../platform/blobs.ts'
import type { Database } from '../../platform/db.ts'
import { eachEngine } from '../../testing/databases.ts'
import { startDovecot, type DovecotServer } from '../../testing/dovecot.ts'
import { eml } from '../../testing/eml.ts'
import { readingOn } from '../../testing/reading.ts'
import { startTcpProxy, type TcpProxy } from '../../testing/tcp-proxy.ts'
import { mailboxById } from '../mailboxes/store.ts'
import { checkLedger } from './actions/check-ledger.ts'
import { connect, followMailbox, readToEnd } from './actions/follow.ts'
import { readMailbox } from './actions/read.ts'
import { emptyTally } from './tally.ts'

let dovecot: DovecotServer
let proxy: TcpProxy
const parser = mailParser({ threads: 1 })

beforeAll(async () => {
  dovecot = await startDovecot()
  proxy = await startTcpProxy({ port: dovecot.port })
})
afterAll(async () => {
  await proxy.stop()
  await dovecot.stop()
  await parser.close()
})

const several = (count: number, values: (index: number) => Parameters<typeof eml>[0] = index => ({ subject: `Question ${index}` })) => Array.from({ length: count }, (_, index) => eml(values(index)))

eachEngine('reading a mailbox', (open) => {
  let user = ''
  let here: ReturnType<typeof readingOn>
  const url = () => dovecot.url(user)
  const proxied = () => url().replace(`:${dovecot.port}/`, `:${proxy.port}/`)
  const ledger = async (id: number) => {
    const mailbox = await mailboxById(open().reader, id)
    if (!mailbox) throw new Error('no mailbox')
    return checkLedger(here.following, mailbox)
  }

  beforeEach(async () => {
    user = `u${randomBytes(6).toString('hex')}`
    here = readingOn(open(), parser)
    proxy.play({ kind: 'none' })
    await emptied(open())
  })
  afterEach(() => here.close())

  test('all of it, once; the second time nothing', async () => {
    dovecot.deliver(user, several(250))
    const id = await here.addMailbox(url())
    expect(await readToEnd(here.following, id)).toMatchObject({ fetched: 250, opened: 250 })
    expect(await readToEnd(here.following, id)).toMatchObject({ fetched: 0 })
    expect(await here.tickets()).toHaveLength(250)
    expect(await here.counted()).toBe(250)
    expect(await ledger(id)).toMatchObject({ onServer: 250, accounted: 250, missing: [], states: { opened: 250 } })
  })

  test('the bytes are kept as they came', async () => {
    const raw = eml({ text: 'Ça marche — vraiment.' })
    dovecot.deliver(user, raw)
    await readToEnd(here.following, await here.addMailbox(url()))
    const [intake] = await here.intakes()
    expect(await readFile(here.following.blobs.pathOf(intake?.sha256 ?? ''), 'utf8')).toBe(raw)
  })

  test('two readers of one mailbox do not take anything twice', async () => {
    dovecot.deliver(user, several(150))
    const id = await here.addMailbox(url())
    const tallies = await Promise.all([readToEnd(here.following, id), readToEnd(here.following, id)])
    expect(tallies.reduce((sum, { opened }) => sum + opened, 0)).toBe(150)
    expect(await here.tickets()).toHaveLength(150)
    expect(await here.intakes(id)).toHaveLength(150)
  })

  test('a copy by another mailbox, at the same time, is a duplicate on the same ticket', async () => {
    const mails = several(60)
    const other = `${user}b`
    dovecot.deliver(user, mails)
    dovecot.deliver(other, mails.map(raw => `Delivered-To: other@coop.example\r\n${raw}`))
    const ids = [await here.addMailbox(url()), await here.addMailbox(dovecot.url(other))]
    const [one, two] = await Promise.all(ids.map(id => readToEnd(here.following, id)))
    expect([(one?.opened ?? 0) + (two?.opened ?? 0), (one?.duplicate ?? 0) + (two?.duplicate ?? 0)]).toEqual([60, 60])
    expect(await here.tickets()).toHaveLength(60)
    const duplicates = (await here.intakes()).filter(({ state }) => state === 'duplicate')
    expect(duplicates.every(({ ticket_id }) => ticket_id !== null)).toBe(true)
  })

  test('a message without Message-ID gets one from its content, and its copy is known', async () => {
    dovecot.deliver(user, [eml({ id: null }), eml({ id: null }), eml({ id: null, text: 'Autre chose' })])
    expect(await readToEnd(here.following, await here.addMailbox(url()))).toMatchObject({ opened: 2, duplicate: 1 })
  })

  test('what cannot be read is quarantined with its bytes, and stops nobody', async () => {
    dovecot.deliver(user, [eml(), randomBytes(3000), eml()])
    const tally = await readToEnd(here.following, await here.addMailbox(url()))
    expect(tally.fetched).toBe(3)
    expect(tally.opened).toBeGreaterThanOrEqual(2)
    expect((await here.intakes()).every(({ sha256 }) => sha256 !== null)).toBe(true)
  })

  test('a message over 40 MB is kept and not read', async () => {
    const line = `${'x'.repeat(998)}\r\n`
    dovecot.deliver(user, [eml(), Buffer.from(`${eml({ subject: 'Énorme' })}${line.repeat(43_000)}`), eml()])
    const id = await here.addMailbox(url())
    expect(await readToEnd(here.following, id)).toMatchObject({ opened: 2, quarantined: 1 })
    const huge = (await here.intakes(id)).find(({ state }) => state === 'quarantined')
    expect(huge).toMatchObject({ reason: 'too-large' })
    expect(huge?.size).toBeGreaterThan(40 * 1024 * 1024)
  })

  test('a full disk is nobody’s fault: what did not fit, however often, is read when there is room', async () => {
    const line = `${'x'.repeat(998)}\r\n`
    dovecot.deliver(user, [Buffer.from(`${eml({ subject: 'Trop grand' })}${line.repeat(5500)}`), eml()])
    const id = await here.addMailbox(url())
    const troubles = new Map<number, number>()
    const full = () => Promise.reject(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' }))
    const attempt = async (blobs: Blobs, cautious = true) => {
      const connection = await connect(here.following, id)
      if (!connection) throw new Error('no mailbox')
      const tally = emptyTally()
      await readMailbox({ ...here.following, blobs }, { mailboxId: id, connection, troubles, cautious, tally }).finally(() => connection.close())
      return tally
    }
    for (let times = 0; times < 5; times += 1) await expect(attempt({ ...here.following.blobs, keep: full, keepStream: full })).rejects.toMatchObject({ code: 'ENOSPC' })
    expect(await here.intakes(id)).toEqual([])
    expect(await attempt(here.following.blobs)).toMatchObject({ fetched: 2, opened: 2, quarantined: 0 })
  })

  describe('where it begins', () => {
    test.each([['now', 0], ['all', 3], [7, 3]] as const)('from %s: %i of three old messages', async (begin, expected) => {
      dovecot.deliver(user, several(3))
      const id = await here.addMailbox(url(), begin)
      expect(await readToEnd(here.following, id)).toMatchObject({ fetched: expected })
      dovecot.deliver(user, eml({ subject: 'Nouveau' }))
      expect(await readToEnd(here.following, id)).toMatchObject({ opened: 1 })
      expect(await ledger(id)).toMatchObject({ onServer: 4, accounted: 4, missing: [] })
    })
  })

  describe('the server numbers its messages anew', () => {
    test('nothing comes twice, and what is new comes', async () => {
      dovecot.deliver(user, several(20))
      const id = await here.addMailbox(url())
      await readToEnd(here.following, id)
      await dovecot.renewUidValidity(user)
      dovecot.deliver(user, several(2, index => ({ subject: `Nouveau ${index}` })))
      expect(await readToEnd(here.following, id)).toMatchObject({ opened: 2, duplicate: 0 })
      expect(await here.tickets()).toHaveLength(22)
      expect(await ledger(id)).toMatchObject({ onServer: 22, accounted: 22, missing: [] })
    })

    test('what was there before we began stays none of our business', async () => {
      dovecot.deliver(user, several(5))
      await wait(1100)
      const id = await here.addMailbox(url(), 'now')
      await readToEnd(here.following, id)
      dovecot.deliver(user, eml())
      await readToEnd(here.following, id)
      await dovecot.renewUidValidity(user)
      expect(await readToEnd(here.following, id)).toMatchObject({ opened: 0 })
      expect(await here.tickets()).toHaveLength(1)
      expect(await ledger(id)).toMatchObject({ onServer: 6, accounted: 6, missing: [] })
    })
  })

  describe('the network fails', () => {
    test.each([100, 3000, 20_000])('cut after %i bytes: everything comes, once', async (bytes) => {
      dovecot.deliver(user, several(120))
      proxy.play({ kind: 'cut', bytes })
      expect(await readToEnd(here.following, await here.addMailbox(proxied()))).toMatchObject({ fetched: 120, opened: 120 })
      expect(await here.tickets()).toHaveLength(120)
    })

    test('an answer that is empty though the message stands there is a failure, not the end of the mailbox', async () => {
      dovecot.deliver(user, several(5))
      const id = await here.addMailbox(proxied())
      proxy.play({ kind: 'hide-fetches' })
      setTimeout(() => proxy.play({ kind: 'none' }), 600)
      expect(await readToEnd(here.following, id)).toMatchObject({ opened: 5 })
      expect(await ledger(id)).toMatchObject({ missing: [] })
    })

    test('a shortened message is not taken for the whole', async () => {
      const raw = eml({ text: 'Une phrase importante à la fin du message, bien après la première ligne.' })
      dovecot.deliver(user, raw)
      const id = await here.addMailbox(proxied())
      proxy.play({ kind: 'shorten', bytes: 30 })
      const reading = readToEnd(here.following, id)
      await wait(60)
      proxy.play({ kind: 'none' })
      await reading
      const [intake] = await here.intakes(id)
      expect(await readFile(here.following.blobs.pathOf(intake?.sha256 ?? ''), 'utf8')).toBe(raw)
    })

    test('a message removed in between is nothing', async () => {
      dovecot.deliver(user, several(4))
      const id = await here.addMailbox(url())
      const [, second = 0] = await dovecot.uids(user)
      await dovecot.expunge(user, [second])
      expect(await readToEnd(here.following, id)).toMatchObject({ fetched: 3 })
    })
  })

  test('a mail is taken in within a second of its arrival, also after the connection was cut', async () => {
    const id = await here.addMailbox(proxied())
    const stop = new AbortController()
    const following = followMailbox(here.following, { id, name: user }, stop.signal)
    const arrives = async (subject: string) => {
      dovecot.deliver(user, eml({ subject }))
      await vi.waitFor(async () => expect((await here.tickets()).map(ticket => ticket.subject)).toContain(subject), { interval: 20 })
    }
    await vi.waitFor(async () => expect((await mailboxById(open().reader, id))?.checkedAt).not.toBeNull())
    await wait(200)
    const before = performance.now()
    await arrives('Premier')
    // Well under the two minutes after which it would look by itself.
    expect(performance.now() - before).toBeLessThan(5000)
    proxy.cut()
    await arrives('Après la coupure')
    stop.abort()
    await following
  })

  test('a wrong password is said in a sentence', async () => {
    const id = await here.addMailbox(url().replace(':password@', ':wrong@'))
    await expect(readToEnd(here.following, id)).rejects.toThrow(/refused the user or the password/)
  })
})

async function emptied(database: Database) {
  const tables = ['intakes', 'mailboxes', 'thread_ids', 'attachments', 'messages', 'participants', 'ticket_counts', 'tickets', 'events']
  await database.transaction(async (db) => { for (const table of tables) await db(table).delete() })
}
