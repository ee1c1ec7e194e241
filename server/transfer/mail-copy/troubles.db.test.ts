import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RemoteFailure } from '../../platform/errors.ts'
import { startGuarded } from '../../testing/children.ts'
import { copyAll, copyRequest, copyWorld } from '../../testing/copying-mail.ts'
import { eachEngine } from '../../testing/databases.ts'
import { startDovecot, type DovecotServer } from '../../testing/dovecot.ts'
import { startTcpProxy } from '../../testing/tcp-proxy.ts'
import { countOf, giveMail, wholeMailbox } from '../../testing/whole-mailbox.ts'

// Dovecot makes whoever guesses wrong wait.
const PATIENT = 'auth_failure_delay = 0\nservice anvil {\n  unix_listener anvil-auth-penalty {\n    mode = 0\n  }\n}\n'
// 500 kB a mailbox; the second does not tell clients about it.
const QUOTA = `${PATIENT}mail_plugins = quota\nplugin {\n  quota = maildir:User quota\n  quota_rule = *:storage=500K\n  quota_max_mail_size = 400K\n}`
const TOLD = `${QUOTA}\nprotocol imap {\n  mail_plugins = quota imap_quota\n}`

let source: DovecotServer
let narrow: DovecotServer
let told: DovecotServer
beforeAll(async () => { [source, narrow, told] = await Promise.all([startDovecot({ extra: PATIENT }), startDovecot({ extra: QUOTA }), startDovecot({ extra: TOLD })]) })
afterAll(() => Promise.all([source.stop(), narrow.stop(), told.stop()]))

const LINE = `${'x'.repeat(72)}\r\n`
const mail = (id: string, lines = 3): string => `Message-ID: <${id}@pieds.example>\r\nFrom: a@example.org\r\nSubject: ${id}\r\n\r\n${LINE.repeat(lines)}`
const many = (count: number, lines?: number) => Array.from({ length: count }, (_, index) => mail(`m${index}`, lines))
const bytesIn = (mailbox: Awaited<ReturnType<typeof wholeMailbox>>) => mailbox.get('INBOX')?.map(({ bytes }) => bytes).sort()

eachEngine('what may go wrong with a copy', (open) => {
  const user = (name: string) => `${name}-${open().engine}`
  const asked = (name: string, more: Partial<Parameters<typeof copyRequest>[0]> = {}) => copyRequest({ source, destination: narrow, user: user(name), ...more })

  test('a wrong password is told of the right end, and asked for again', async () => {
    const wrong = asked('wrong', { password: 'nonsense' })
    await expect(copyAll(copyWorld(open()), wrong)).rejects.toMatchObject({ code: 'conflict', details: { side: 'source', kind: 'password' } })
    await expect(copyAll(copyWorld(open()), { ...wrong, source: wrong.destination, destination: wrong.source })).rejects.toMatchObject({ code: 'conflict', details: { side: 'destination', kind: 'password' } })
    const said = await copyAll(copyWorld(open()), wrong).catch(String)
    expect(said).not.toContain('nonsense')
  })

  test('a mailbox without room is told before anything is copied, or where it is full, with what is missing; given room, it goes on', async () => {
    const name = user('full')
    source.deliver(name, many(8, 1500))
    await expect(copyAll(copyWorld(open()), asked('full', { destination: told }))).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/holds 0 bytes of 512 kB, and needs \d+ kB more/) as unknown })
    expect(countOf(await wholeMailbox(told, name))).toBe(0)
    await expect(copyAll(copyWorld(open()), asked('full'))).rejects.toMatchObject({ code: 'conflict', message: expect.stringMatching(/no room for what is left to copy \(\d+ kB\)/) as unknown })
    const arrived = countOf(await wholeMailbox(narrow, name))
    expect(arrived).toBeGreaterThan(0)
    await narrow.expunge(name, await narrow.uids(name))
    const { result } = await copyAll(copyWorld(open()), asked('full', { pass: 'second' })).catch(() => ({ result: null }))
    expect([result?.copied ?? 0, (result?.copied ?? 0) + arrived <= 8]).toEqual([8 - arrived, true])
  })

  test('a message that the destination refuses is passed over and listed', async () => {
    source.deliver(user('large'), [mail('before'), mail('too-large', 6000), mail('after')])
    const { result } = await copyAll(copyWorld(open()), asked('large'))
    expect(result).toMatchObject({ copied: 2, skipped: 1, unmatched: [expect.stringMatching(/^INBOX: <too-large@pieds.example> \(the destination .+\)$/)] })
  })

  test.each(['source', 'destination'] as const)('when the %s hangs up in the middle, what was copied is kept, and it goes on later', async (side) => {
    const name = user(`cut-${side}`)
    source.deliver(name, many(60, 40))
    const proxy = await startTcpProxy({ port: side === 'source' ? source.port : narrow.port })
    try {
      const through = asked(`cut-${side}`, { [side]: { host: '127.0.0.1', port: proxy.port } })
      proxy.play({ kind: 'cut', bytes: side === 'source' ? 150_000 : 3500 })
      await copyAll(copyWorld(open()), through).catch(() => undefined)
      const { result } = await copyAll(copyWorld(open()), through)
      expect(result).toMatchObject({ found: 0, skipped: 0, unmatched: [] })
      expect(bytesIn(await wholeMailbox(narrow, name))).toEqual(bytesIn(await wholeMailbox(source, name)))
    }
    finally {
      await proxy.stop()
    }
  })

  test('killed again and again in the middle, nothing is doubled and nothing is lost', async () => {
    const name = user('killed')
    source.deliver(name, many(120, 30))
    await giveMail({ server: source, user: name, folder: 'Archives' }, many(20, 30).map(raw => ({ raw })))
    const work = JSON.stringify({ databaseUrl: open().url, bytesPerSecond: 600_000, sliceMs: 400, source, destination: narrow, user: name })
    for (let kill = 1; kill <= 3; kill++) {
      const child = startGuarded({ command: process.execPath, args: ['server/testing/copying-process.ts', work] })
      const before = countOf(await wholeMailbox(narrow, name))
      for (let looks = 0; looks < 200 && countOf(await wholeMailbox(narrow, name)) < before + 7 * kill; looks++) await wait(20)
      await child.stop('SIGKILL')
    }
    const { result } = await copyAll(copyWorld(open()), asked('killed'))
    const [before, after] = [await wholeMailbox(source, name), await wholeMailbox(narrow, name)]
    expect(after).toEqual(before)
    expect(result).toMatchObject({ copied: 140, found: 0, skipped: 0, unmatched: [] })
  })

  test('a message that ends the connection each time it is read is passed over, and no other', async () => {
    const name = user('poison')
    source.deliver(name, many(12))
    const world = copyWorld(open())
    const { openSource } = world.stores
    const poisoned: typeof world = { ...world, stores: { ...world.stores, async openSource(...given) {
      const opened = await openSource(...given)
      return { ...opened, read: uids => uids.includes(7) ? Promise.reject(new RemoteFailure('the source', true, 'it hung up')) : opened.read(uids) }
    } } }
    for (let attempt = 1; attempt <= 3; attempt++) await copyAll(poisoned, asked('poison')).catch(() => undefined)
    const { result } = await copyAll(poisoned, asked('poison'))
    expect(result).toMatchObject({ copied: 11, skipped: 1, unmatched: ['INBOX: <m6@pieds.example> (the connection ended each time it was copied)'] })
    expect((await copyAll(world, asked('poison', { pass: 'second' }))).result).toMatchObject({ copied: 1, skipped: 0, unmatched: [] })
  })

  test('of two who are at it, only the one that came last notes anything', async () => {
    const name = user('two')
    source.deliver(name, many(40))
    const both = await Promise.all([1, 2].map(() => copyAll(copyWorld(open(), { bytesPerSecond: 600_000 }), asked('two')).catch((error: unknown) => String(error))))
    expect(both.filter(one => typeof one !== 'string').length).toBeGreaterThan(0)
    expect(both.filter(one => typeof one === 'string').every(said => said.includes('somebody else goes on with it'))).toBe(true)
  })
})

test('a message far larger than memory should hold is passed on in pieces, whole', async () => {
  const wide = await startDovecot()
  try {
    source.deliver('wide', mail('small'))
    await giveMail({ server: source, user: 'wide', folder: 'Été & "hiver" * ~' }, [{ raw: mail('large', 250_000), flags: ['\\Seen', 'travail'], at: '2001-02-03T04:05:06Z' }, { raw: mail('last') }])
    const { openDatabase } = await import('../../platform/db.ts')
    const { migrate } = await import('../../platform/migrate.ts')
    const { emptyDatabase } = await import('../../testing/databases.ts')
    const empty = await emptyDatabase('sqlite')
    const database = openDatabase(empty.url)
    await migrate(database)
    const { result } = await copyAll(copyWorld(database), copyRequest({ source, destination: wide, user: 'wide' }))
    expect(result).toMatchObject({ copied: 3, unmatched: [] })
    expect(await wholeMailbox(wide, 'wide')).toEqual(await wholeMailbox(source, 'wide'))
    await database.close()
    await empty.remove()
  }
  finally {
    await wide.stop()
  }
})
