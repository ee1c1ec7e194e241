import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
