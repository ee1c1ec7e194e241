import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../testing/children.ts'

const folder = temporaryFolder('agents')
afterAll(() => removeFolder(folder))

const add = (given: readonly string[], input = '') => run('add', given, input)

async function run(command: string, given: readonly string[], input = '') {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../cli.ts'), 'agent', command, ...given], {
    env: { ...process.env, PERMANENCE_DATABASE_URL: `sqlite:${join(folder, 'permanence.db')}`, PERMANENCE_DATA_DIR: folder, PERMANENCE_BASE_URL: 'https://aide.example.org/', PERMANENCE_LOG_LEVEL: 'silent' },
  })
  child.stdin.end(input)
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise<number | null>(resolve => child.on('close', resolve))])
  return { out, err, code }
}

const zoe = ['--email', 'Zoe@coop.example', '--name', 'Zoé', '--role', 'administrator']

test('an agent is added to a new database with a one-time link, and only once', async () => {
  const { out, code } = await add([...zoe, '--json'])
  expect([code, JSON.parse(out)]).toEqual([0, {
    id: expect.any(Number) as unknown, email: 'zoe@coop.example', name: 'Zoé', role: 'administrator',
    link: expect.stringMatching(/^https:\/\/aide\.example\.org\/invitation#[\w-]{43}$/) as unknown,
  }])
  const again = await add(zoe)
  expect([again.code, again.out, again.err]).toEqual([1, '', expect.stringContaining('zoe@coop.example')])
})

test('with a password on standard input there is no link', async () => {
  const { out, code } = await add(['--email', 'max@coop.example', '--name', 'Max', '--role', 'volunteer', '--password-stdin'], 'un mot de passe long\n')
  expect([code, out]).toEqual([0, 'Max can sign in at https://aide.example.org.\n'])
})

test.each([
  ['a short password', ['--email', 'a@coop.example', '--name', 'A', '--role', 'staff', '--password-stdin'], 'court\n', 'at least 10 characters'],
  ['no password', ['--email', 'a@coop.example', '--name', 'A', '--role', 'staff', '--password-stdin'], '', 'standard input'],
  ['a role there is not', ['--email', 'a@coop.example', '--name', 'A', '--role', 'king'], '', 'volunteer, staff, administrator'],
  ['what is no address', ['--email', 'a', '--name', 'A', '--role', 'staff'], '', '“a” is not an e-mail address'],
])('%s is refused with a sentence', async (...[, given, input, sentence]) => {
  const { out, err, code } = await add(given, input)
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain(sentence)
  expect(err).not.toContain('    at ')
})

test('somebody who cannot sign in any more gets another link', async () => {
  await add(['--email', 'perdu@coop.example', '--name', 'Perdu', '--role', 'staff'])
  const { out, code } = await run('invite', ['--email', 'Perdu@coop.example', '--json'])
  expect([code, JSON.parse(out)]).toEqual([0, { link: expect.stringMatching(/^https:\/\/aide\.example\.org\/invitation#[\w-]{43}$/) as unknown }])
})

test.each([
  ['an address that nobody has', ['--email', 'personne@coop.example'], 'no agent with the address personne@coop.example'],
  ['a second factor that there is not', ['--email', 'perdu@coop.example', '--without-second-factor'], 'no second factor'],
])('%s is refused with a sentence', async (...[, given, sentence]) => {
  const { out, err, code } = await run('invite', given)
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain(sentence)
})
