import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openImap } from '../../adapters/imap.ts'
import { mailParser } from '../../adapters/mail-parser.ts'
import { removeFolder, temporaryFolder } from '../../testing/children.ts'
import { eachEngine } from '../../testing/databases.ts'
import { startDovecot, type DovecotServer } from '../../testing/dovecot.ts'
import { eml } from '../../testing/eml.ts'
import { readingOn } from '../../testing/reading.ts'
import { setIdentity } from '../mailboxes/actions.ts'
import { mailboxById } from '../mailboxes/store.ts'
import { checkLedger } from './actions/check-ledger.ts'
import { readToEnd } from './actions/follow.ts'

let dovecot: DovecotServer
const parser = mailParser({ threads: 1 })
const data = temporaryFolder('tidy')
const cli = join(import.meta.dirname, '../../cli.ts')
beforeAll(async () => { dovecot = await startDovecot() })
afterAll(async () => {
  await dovecot.stop()
  await parser.close()
  removeFolder(data)
})

/** The flags of each message of a folder, as another program sees them. */
async function flagsOf(user: string, folder = 'INBOX'): Promise<string[][]> {
  const client = new ImapFlow({ host: dovecot.host, port: dovecot.port, secure: false, doSTARTTLS: false, auth: { user, pass: 'password' }, logger: false })
  await client.connect()
  try {
    await client.mailboxOpen(folder, { readOnly: true })
    const found: string[][] = []
    for await (const { flags } of client.fetch('1:*', { flags: true })) found.push([...flags ?? []].filter(flag => flag !== '\\Recent').sort())
    return found
  }
  finally {
    await client.logout()
  }
}

eachEngine('after a message is stored', (open, engine) => {
  let reading: ReturnType<typeof readingOn>
  beforeAll(() => { reading = readingOn(open(), parser) })
  afterAll(() => reading.close())

  let users = 0
  async function mailbox(after: string, count = 2) {
    const user = `tidy-${engine}-${++users}`
    const mails = (some: number) => Array.from({ length: some }, () => eml())
    dovecot.deliver(user, mails(count))
    const id = await reading.addMailbox(dovecot.url(user))
    const set = (what: string) => open().transaction(db => setIdentity({ db, now: new Date(), actor: { kind: 'system', name: 'test' } }, id, { after: what }))
    if (after !== '') await set(after)
    const ledger = async () => {
      const found = await mailboxById(open().reader, id)
      return found && checkLedger(reading.following, found)
    }
    return { id, user, set, ledger, deliver: (some: number) => dovecot.deliver(user, mails(some)), read: (following = reading.following) => readToEnd(following, id) }
  }
  const failureOf = async (id: number) => (await mailboxById(open().reader, id))?.failure

  test.each([['', []], ['leave', []], ['seen', ['\\Seen']], ['keyword:Permanence', ['Permanence']]])('set to %j, it has the flags %j', async (after, flags) => {
    const { id, user, read } = await mailbox(after)
    expect(await read()).toMatchObject({ fetched: 2, opened: 2 })
    expect(await flagsOf(user)).toEqual([flags, flags])
    expect(await failureOf(id)).toBeNull()
  })

  test('filed into a folder that is made for it; the ledger misses nothing, and what comes next is read', async () => {
    const { user, read, ledger, deliver } = await mailbox('folder:Traités/2026', 3)
    await read()
    expect([await dovecot.uids(user), (await flagsOf(user, 'Traités/2026')).length]).toEqual([[], 3])
    expect(await ledger()).toMatchObject({ onServer: 0, missing: [], differing: [], lost: [] })
    deliver(1)
    expect(await read()).toMatchObject({ fetched: 1 })
    expect([await dovecot.uids(user), (await flagsOf(user, 'Traités/2026')).length]).toEqual([[], 4])
  })

  test('only what comes after it was set', async () => {
    const { user, read, set, deliver } = await mailbox('')
    await read()
    await set('seen')
    deliver(1)
    await read()
    expect(await flagsOf(user)).toEqual([[], [], ['\\Seen']])
  })

  test('what could not be read stays where it is', async () => {
    const { user, read } = await mailbox('folder:Traités', 1)
    dovecot.deliver(user, 'rien qui ressemble à un message')
    expect(await read()).toMatchObject({ opened: 1, quarantined: 1 })
    expect([(await dovecot.uids(user)).length, (await flagsOf(user, 'Traités')).length]).toEqual([1, 1])
  })

  test('what a server will not do is said, keeps no mail from being read, and is done as soon as it can be', async () => {
    const { id, user, read, deliver } = await mailbox('seen')
    const unwilling = async (account: Parameters<typeof openImap>[0]) => ({ ...await openImap({ ...account, writes: false }), writes: true })
    expect(await read({ ...reading.following, openMailbox: unwilling })).toMatchObject({ fetched: 2 })
    expect(await failureOf(id)).toContain('\\Seen')
    expect(await flagsOf(user)).toEqual([[], []])
    deliver(1)
    await read()
    expect([await failureOf(id), await flagsOf(user)]).toEqual([null, [['\\Seen'], ['\\Seen'], ['\\Seen']]])
  })

  test('killed at any moment, the next one finishes: every message is stored once, and stands in one folder once', async () => {
    const user = `tidy-kill-${engine}`
    const total = 300
    dovecot.deliver(user, Array.from({ length: total }, (_, index) => eml({ id: `${index}.${user}@asso.example` })))
    const env = { ...process.env, PERMANENCE_DATABASE_URL: open().url, PERMANENCE_DATA_DIR: join(data, engine), PERMANENCE_LOG_LEVEL: 'silent' }
    const run = (...args: string[]) => spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] })
    const [added] = await once(run('mailbox', 'add', dovecot.url(user), '--name', user, '--from', 'all', '--after', 'folder:Archive'), 'close')
    expect(added).toBe(0)
    const [box] = await open().reader('mailboxes').where({ name: user }).select<{ id: number }[]>('id')
    const held = async () => (await reading.intakes(box?.id)).length
    const tidied = async () => (await mailboxById(open().reader, box?.id ?? 0))?.afterUid ?? 0

    for (const begun of [held, tidied, tidied]) {
      const before = await begun()
      const child = run('ingest', '--mailbox', user, '--once')
      const ended = once(child, 'close')
      while (await begun() === before && child.exitCode === null) await wait(3)
      child.kill('SIGKILL')
      await ended
      dovecot.deliver(user, Array.from({ length: 20 }, () => eml()))
    }
    const [status] = await once(run('ingest', '--mailbox', user, '--once'), 'close')
    expect(status).toBe(0)
    expect([await held(), await dovecot.uids(user), (await flagsOf(user, 'Archive')).length]).toEqual([total + 60, [], total + 60])
    const [clean] = await once(run('ledger', 'check', '--mailbox', user), 'close')
    expect(clean).toBe(0)
  })
})
