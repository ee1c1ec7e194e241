import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../testing/children.ts'
import { startDovecot, type DovecotServer } from '../testing/dovecot.ts'
import { eml } from '../testing/eml.ts'

const folder = temporaryFolder('commands')
let dovecot: DovecotServer
let url = ''

beforeAll(async () => {
  dovecot = await startDovecot()
  dovecot.deliver('lea', [eml({}), eml({})])
  url = dovecot.url('lea')
})
afterAll(async () => {
  await dovecot.stop()
  removeFolder(folder)
})

async function permanence(...given: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../cli.ts'), ...given], {
    env: { ...process.env, PERMANENCE_DATABASE_URL: `sqlite:${join(folder, 'permanence.db')}`, PERMANENCE_DATA_DIR: folder, PERMANENCE_LOG_LEVEL: 'info' },
  })
  child.stdin.end()
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise<number | null>(resolve => child.on('close', resolve))])
  return { lines: out.split('\n').filter(Boolean).map(line => JSON.parse(line) as unknown), err, code }
}

test('what is mistyped is not added, and changes no mailbox that works', async () => {
  expect(await permanence('ingest', '--mailbox', url, '--once', '--json')).toMatchObject({ code: 0, err: '', lines: [{ fetched: 2, opened: 2 }] })
  for (const wrong of [url.replace('password', 'geheim'), url.replace('imap:', 'imaps:'), url.replace('INBOX', 'Nowhere'), 'imap://lea:geheim@127.0.0.1:1/INBOX']) {
    const { code, lines, err } = await permanence('ingest', '--mailbox', wrong, '--once', '--json')
    expect([code, lines]).toEqual([1, []])
    expect(err).toMatch(/^lea at 127\.0\.0\.1:\d+: /)
    expect(err).not.toMatch(/geheim| {4}at /)
  }
  expect((await permanence('mailbox', 'list', '--json')).lines).toHaveLength(1)
  expect(await permanence('ledger', 'check', '--json')).toMatchObject({ code: 0, lines: [{ onServer: 2, accounted: 2, missing: [] }] })
})

test('the ledger of a mailbox out of reach fails, and that of the others is told', async () => {
  await permanence('mailbox', 'add', 'imap://away:geheim@127.0.0.1:1/INBOX', '--name', 'a', '--json')
  const { code, lines, err } = await permanence('ledger', 'check', '--json')
  expect([code, lines]).toMatchObject([1, [{ onServer: 2 }]])
  expect(err).toMatch(/^away at 127\.0\.0\.1:1: /)
})

test.each(['', '-', 'imap://x', 'x'.repeat(81)])('“%s” is no name for a mailbox', async (name) => {
  expect(await permanence('mailbox', 'add', dovecot.url('max'), '--name', name)).toMatchObject({ code: 1, err: expect.stringContaining('between 1 and 80 characters') as unknown })
})

describe('in whose name it writes', () => {
  test('an address whose mail is handed to us, with all that can be said of it', async () => {
    writeFileSync(join(folder, 'signature.txt'), 'Alice\nL’équipe\n')
    const added = await permanence('mailbox', 'add', 'smtp:Aide@coop.example', '--name', 'aide', '--sender-name', 'L’aide', '--authserv-id', 'Mail.coop.example', '--return-path', 'retours@coop.example', '--signature-file', join(folder, 'signature.txt'), '--no-plus-addresses', '--json')
    expect(added).toMatchObject({ code: 0, lines: [{ transport: 'smtp', writesAs: 'aide@coop.example', fromName: 'L’aide', authservId: 'mail.coop.example', bounceAddress: 'retours@coop.example', signature: 'Alice\nL’équipe', plusAddresses: false, acknowledges: true, locale: 'fr' }] })
    const changed = await permanence('mailbox', 'set', 'aide', '--address', 'support@coop.example', '--authserv-id', '', '--no-acknowledge', '--locale', 'en', '--json')
    expect(changed).toMatchObject({ code: 0, lines: [{ writesAs: 'support@coop.example', fromName: 'L’aide', authservId: null, acknowledges: false, locale: 'en', signature: 'Alice\nL’équipe', plusAddresses: false, lacks: ['server', 'authserv-id', 'acknowledges'] }] })
    expect(await permanence('mailbox', 'test', 'aide', '--json')).toMatchObject({ code: 0, lines: [{ ok: true, lacks: ['server', 'authserv-id', 'acknowledges'] }] })
  })
  test('it is not read, and no password of any is told', async () => {
    const { lines } = await permanence('mailbox', 'list', '--json')
    expect(lines).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'aide' })]))
    expect(JSON.stringify(lines)).not.toMatch(/password|sealed|geheim/)
    expect((await permanence('ledger', 'check', '--json')).lines.map(line => (line as { mailbox?: string }).mailbox)).not.toContain('aide')
  })
  test.each([
    [['set', 'nobody', '--locale', 'en'], 'There is no mailbox named “nobody”'],
    [['set', 'aide', '--address', 'x'], '--address: must be an address'],
    [['set', 'aide', '--locale', 'de'], '--locale'],
    [['set', 'aide', '--signature-file', '/nowhere/at/all'], '--signature-file: /nowhere/at/all cannot be read (ENOENT)'],
    [['add', 'smtp:nobody'], 'not the address of a mailbox'],
    [['add', 'smtp:aide@coop.example', '--name', 'again'], 'This address is there already'],
  ])('%j is refused in a sentence', async (given, words) => {
    expect(await permanence('mailbox', ...given)).toMatchObject({ code: 1, err: expect.stringContaining(words) as unknown })
  })
})
