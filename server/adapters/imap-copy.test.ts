import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal, RemoteFailure } from '../platform/errors.ts'
import { startDovecot, type DovecotServer } from '../testing/dovecot.ts'
import type { Acted, Call } from '../workflows/ports.ts'
import { imapStores } from './imap-copy.ts'
import { commandFailure, openingFailure, refusalOf } from './imap-copy-failures.ts'
import { playedMail } from './imap-copy.sim.ts'
import { worldsInMemory } from './rehearsal-worlds.ts'

const place = { host: 'mail.example.org', port: 993, user: 'contact@pieds.example' }
const no = (serverResponseCode: string, responseText: string) => ({ responseStatus: 'NO', serverResponseCode, responseText })

describe('what a server says becomes words', () => {
  test.each([
    [{ authenticationFailed: true, responseStatus: 'NO', responseText: 'Invalid\r\n credentials' }, Refusal, /^The password of the source \(contact@pieds\.example at mail\.example\.org\) is wrong.*“Invalid credentials”/],
    [{ authenticationFailed: true, ...no('UNAVAILABLE', 'Try later') }, RemoteFailure, /“Try later”/],
    [{ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, Refusal, /does not speak TLS at port 993/],
    [{ tlsFailed: true, code: 'EPROTO' }, Refusal, /nothing is sent in the clear/],
    [{ code: 'CERT_HAS_EXPIRED', tlsFailed: true }, RemoteFailure, /its certificate has expired/],
    [{ code: 'ENOTFOUND' }, RemoteFailure, /this name is not known/],
    [{ code: 'NoConnection' }, RemoteFailure, /it hung up/],
  ])('at the opening: %j', (error, kind, says) => {
    const failure = openingFailure('source', place, error)
    expect(failure).toBeInstanceOf(kind)
    expect(failure.message).toMatch(says)
  })

  test.each([
    [no('OVERQUOTA', 'Quota exceeded'), 'full'],
    [no('', 'Mailbox is full'), 'full'],
    [no('', 'Message too large for quota'), 'too-large'],
    [no('LIMIT', 'Requested allocation size is too large'), 'too-large'],
    [{ serverResponseCode: 'APPENDLIMIT' }, 'too-large'],
    [no('', 'Invalid message'), 'unwanted'],
    [{ responseStatus: 'BAD', responseText: 'NUL' }, 'unwanted'],
    [no('UNAVAILABLE', 'Disk'), undefined],
    [{ code: 'NoConnection' }, undefined],
  ])('of a message: %j', (error, expected) => {
    expect(refusalOf(error)?.refused).toBe(expected)
  })

  test('on the way', () => {
    expect(commandFailure('destination', place, no('', 'x'.repeat(500))).message.length).toBeLessThan(320)
    expect(commandFailure('destination', place, new Error('user:password'))).toMatchObject({ retry: true, message: 'the destination (contact@pieds.example at mail.example.org): the connection was lost' })
  })
})

describe('both ends of a copy', () => {
  let dovecot: DovecotServer
  beforeAll(async () => { dovecot = await startDovecot() })
  afterAll(() => dovecot.stop())
  const opening = { signal: AbortSignal.timeout(60_000), bytesPerSecond: 1e9 }
  const account = (host: string, port: number) => ({ host, port, user: 'claire', password: 'password' })

  test('only public addresses are connected to, and our own to copy there', async () => {
    const stores = imapStores({ spoolFolder: tmpdir(), own: new Set(['127.0.0.1']) })
    for (const host of ['127.0.0.1', '10.0.0.1', '[::1]', '169.254.169.254']) await expect(stores.openSource(account(host, dovecot.port), opening)).rejects.toMatchObject({ code: 'invalid' })
    // A name is judged by the very address that is connected to.
    let judged = 0
    await expect(imapStores({ spoolFolder: tmpdir(), isAllowed: () => ++judged === 1 }).openSource(account('localhost', dovecot.port), opening)).rejects.toThrow('no public address')
    await expect(stores.openDestination(account('10.0.0.1', dovecot.port), opening)).rejects.toMatchObject({ code: 'invalid' })
    await (await stores.openDestination(account('127.0.0.1', dovecot.port), opening)).close()
  })

  test.each(['tls', 'starttls'] as const)('by %s, the certificate must be one that is believed', async (security) => {
    const settings = { spoolFolder: tmpdir(), isAllowed: () => true, security }
    const to = account('127.0.0.1', security === 'tls' ? dovecot.tlsPort : dovecot.port)
    const source = await imapStores({ ...settings, ca: dovecot.certificate }).openSource(to, opening)
    expect((await source.folders()).folders.map(({ path }) => path)).toContain('INBOX')
    await source.close()
    await expect(imapStores(settings).openSource(to, opening)).rejects.toMatchObject({ retry: true, message: expect.stringContaining('certificate') as unknown })
  })

  test('where TLS is due and not spoken, nothing is said', async () => {
    await expect(imapStores({ spoolFolder: tmpdir(), isAllowed: () => true, security: 'tls' }).openSource(account('127.0.0.1', dovecot.port), opening)).rejects.toMatchObject({ code: 'conflict', details: { kind: 'no-tls' } })
  })

  test('the source is only looked at', async () => {
    dovecot.deliver('claire', 'Message-ID: <a@b>\r\n\r\nx\r\n')
    const source = await imapStores({ spoolFolder: tmpdir(), isAllowed: () => true }).openSource(account('127.0.0.1', dovecot.port), opening)
    await source.enter('INBOX')
    const [uid = 0] = await source.uidsAfter(0)
    const spooled = await source.spool(uid)
    expect([Buffer.from((await source.read([uid])).get(uid) ?? []).toString(), spooled?.size]).toEqual(['Message-ID: <a@b>\r\n\r\nx\r\n', 24])
    await spooled?.letGo()
    expect([...(await source.flagsOf([uid])).get(uid) ?? []].filter(flag => flag !== '\\Recent')).toEqual([])
    expect(await source.enter('not there')).toBeUndefined()
    await source.close()
  })
})

describe('played', () => {
  const mail = playedMail(worldsInMemory())
  const call = (key: string, user: string, now = 0): Call => ({ key, now, with: { source: { host: 'mail.gandi.net', user }, address: `${user}@pieds.example`, hours: 48 }, run: { id: 1, ticketId: null, subject: '', rehearsal: true, example: null }, secret: () => Promise.reject(new Error('none')), signal: AbortSignal.timeout(1000) })
  const copy = (...given: Parameters<typeof call>) => mail.actions?.['mail.copy']?.(call(...given)) ?? Promise.reject(new Error('none'))
  async function toItsEnd(key: string, user: string) {
    const going: Acted[] = []
    for (;;) {
      const acted = await copy(key, user)
      if ('done' in acted) return { going, done: acted.done }
      going.push(acted)
    }
  }

  test('a mailbox comes in slices, and later what is new', async () => {
    const first = await toItsEnd('1/copy/1', 'contact')
    expect(first.going).toHaveLength(4)
    expect(Number(first.done['copied'])).toBeGreaterThan(399)
    expect((await toItsEnd('1/copy/1', 'contact')).done).toEqual(first.done)
    expect(Number((await toItsEnd('1/delta/1', 'contact')).done['copied'])).toBeLessThan(10)
  })

  test.each([['wrong.claire', 'conflict'], ['plein.claire', 'conflict'], ['cut.claire', undefined]])('%s meets what may go wrong, once', async (user, code) => {
    const error: unknown = await toItsEnd('1/copy/1', user).catch((failed: unknown) => failed)
    expect([error instanceof Error, (error as { code?: string }).code]).toEqual([true, code])
    expect(Number((await toItsEnd('1/copy/2', user)).done['copied'])).toBeGreaterThan(399)
  })

  test('mail comes until somebody looks', async () => {
    const look = (now: number) => mail.probes?.['mail.quiet']?.(call('1/quiet/1', 'quiet', now))
    expect([await look(0), await look(47 * 3_600_000), await look(48 * 3_600_000)].map(seen => seen?.passed)).toEqual([false, false, true])
  })
})
