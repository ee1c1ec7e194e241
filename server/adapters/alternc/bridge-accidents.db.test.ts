import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { playAlternc, type Behaviour, type PlayedAlternc } from '../../testing/alternc.ts'
import { askBridge, understood, type Answer } from './transport.ts'

let alternc: PlayedAlternc
let id = ''
beforeAll(async () => {
  alternc = await playAlternc()
  id = await account('plain')
  for (const quota of ['domains', 'mailboxes']) await ask('quota.set', { account: id, quota, total: 50 })
  await ask('domain.add', { account: id, domain: 'plain.fr', dns: true, mail: true, force: false })
})
afterAll(() => alternc.stop())

const ask = (call: string, args: Record<string, unknown> = {}, behaviour: Behaviour = {}) => askBridge(alternc.command(behaviour), { call, args, patienceMs: 60_000, secrets: [] })
const codeOf = (answer: Answer) => answer.ok ? answer.result.done ?? 'answered' : answer.code
const NEW = { firstName: 'Léa', lastName: "d'Ô", notes: '', password: 'correct horse' }

async function account(login: string): Promise<string> {
  const made = await ask('account.create', { ...NEW, login, email: `${login}@example.org` })
  if (!made.ok) throw new Error(made.says)
  return (made.result.account as { id: string }).id
}

test('what lies in the folder where it is started is not taken for a part of AlternC', async () => {
  writeFileSync(join(alternc.folder, 'config.php'), '<?php echo "somebody else"; exit;')
  const { file, args, ...rest } = alternc.command()
  expect(await askBridge({ ...rest, file: 'env', args: ['-C', alternc.folder, file, ...args] }, { call: 'health', args: {}, patienceMs: 60_000, secrets: [] })).toMatchObject({ ok: true, noise: '' })
})

test('nothing follows its line, and the lock of somebody who came after is left alone', async () => {
  expect(await ask('health', {}, { trouble: 'late' })).toMatchObject({ ok: true })
  expect(codeOf(await ask('entry.set', { account: id, domain: 'plain.fr', name: 'x', type: 'ip', value: '192.0.2.1' }, { trouble: 'overtaken' }))).toBe('now')
  expect(alternc.isLocked()).toBe(true)
  alternc.takeLock()()
})

test('a lock that is taken between two looks is not waited for by AlternC either', async () => {
  await ask('domain.add', { account: id, domain: 'waits.fr', dns: true, mail: false, force: false })
  expect(await ask('domain.remove', { account: id, domain: 'waits.fr' }, { patience: 1, trouble: 'raced' })).toMatchObject({ code: 'locked', retry: true })
  alternc.takeLock()()
  expect(codeOf(await ask('domain.remove', { account: id, domain: 'waits.fr' }))).toBe('now')
})

test('called off while it holds the lock, it gives it back', async () => {
  const { file, args, env } = alternc.command({ trouble: 'slow' })
  const bridge = spawn(file, args, { env: { PATH: process.env.PATH, ...env }, stdio: ['pipe', 'pipe', 'ignore'] })
  bridge.stdin.end(`${JSON.stringify({ protocol: 1, call: 'entry.set', args: { account: id, domain: 'plain.fr', name: 'slow', type: 'ip', value: '192.0.2.1' } })}\n`)
  await expect.poll(() => alternc.isLocked()).toBe(true)
  bridge.kill()
  await once(bridge, 'exit')
  expect(alternc.isLocked()).toBe(false)
})

test('an AlternC that cannot be read is told to be so', async () => {
  const classes = join(alternc.folder, 'halved')
  mkdirSync(classes)
  writeFileSync(join(classes, 'config_nochk.php'), "<?php require '/nowhere/config.php';")
  const { env, ...rest } = alternc.command()
  expect(await askBridge({ ...rest, env: { ...env, PERMANENCE_ALTERNC_CLASSES: classes } }, { call: 'health', args: {}, patienceMs: 60_000, secrets: [] })).toMatchObject({ ok: false, code: 'no-alternc', retry: false })
})

test('an account that AlternC cannot work with is a refusal for a person', async () => {
  const serverless = await account('serverless')
  await alternc.query('update membres set db_server_id = null where uid = ?', [serverless])
  expect(await ask('read', { account: serverless })).toMatchObject({ ok: false, code: 'refused', retry: false, says: expect.stringContaining('no database server') as unknown })
  const halved = await account('halved')
  await alternc.query('delete from quotas where uid = ?', [halved])
  expect(await ask('account.create', { ...NEW, login: 'halved', email: 'halved@example.org' })).toMatchObject({ ok: false, code: 'refused', retry: false })
})

test.each([['Élan 🌻', 'now', 'Élan'], ['x'.repeat(129), 'bad-value', undefined]])('a person named %s: %s', async (lastName, code, kept) => {
  const made = await ask('account.create', { ...NEW, firstName: '', lastName, login: 'person', email: 'person@example.org' })
  expect(codeOf(made)).toBe(code)
  if (kept !== undefined) expect(made).toMatchObject({ result: { account: { name: kept } } })
})

test('an address does not forward to itself, nor to half an address', async () => {
  const address = (recipients: string[]) => ask('mail.address', { account: id, domain: 'plain.fr', local: 'me', recipients })
  expect(codeOf(await address(['Me@Plain.fr']))).toBe('bad-value')
  expect(codeOf(await address(['"a b"@example.org']))).toBe('bad-value')
  expect(codeOf(await address(['Me@Plain.fr', 'you@example.org']))).toBe('now')
  expect(codeOf(await address(['ME@plain.fr', 'You@example.org']))).toBe('already')
})

test('what AlternC takes for nothing is not asked of it', async () => {
  const ftp = { account: id, prefix: 'plain', folder: '/' }
  expect(codeOf(await ask('ftp.set', { ...ftp, login: '0', password: 'correct horse' }))).toBe('bad-value')
  expect(codeOf(await ask('ftp.set', { ...ftp, login: 'a', password: '0' }))).toBe('bad-value')
})

test('a login of one letter, with a password that was hashed elsewhere, suits the policies', async () => {
  const hash = `$6$rounds=20000$vmolyflyl5o3rTq/$${'a'.repeat(86)}`
  expect(codeOf(await ask('ftp.set', { account: id, prefix: 'plain', login: 'e', folder: '/', hash }))).toBe('now')
  expect(codeOf(await ask('ftp.set', { account: id, prefix: 'plain', login: 'e', folder: '/', password: 'plain and simple' }))).toBe('weak-password')
})

test('passwords that AlternC makes up are not told', async () => {
  const made = await ask('database.add', { account: id, name: 'plain_site' })
  expect(made).toMatchObject({ ok: true, messages: [{ level: 'INFO', text: expect.stringContaining('•••') as unknown }] })
  expect(JSON.stringify(made)).not.toContain('made-up')
})

test('a page that is switched off is so after the next round of the job', async () => {
  await alternc.cron()
  const [page] = await alternc.query("select id from sub_domaines where domaine = 'plain.fr' and type = 'vhost'")
  expect(codeOf(await ask('entry.enable', { account: id, domain: 'plain.fr', id: page?.id as number, enabled: false }))).toBe('now')
  await alternc.cron()
  expect(await alternc.query('select enable from sub_domaines where id = ?', [page?.id])).toEqual([{ enable: 'DISABLED' }])
})

test('FTP logins keep their domain', async () => {
  await ask('domain.add', { account: id, domain: 'ftp.fr', dns: true, mail: false, force: false })
  await alternc.query("insert into ftpusers (name, homedir, uid) values ('ftp.fr_site', '/', ?)", [id])
  expect(codeOf(await ask('domain.remove', { account: id, domain: 'ftp.fr' }))).toBe('has-logins')
})

test('lists of Mailman keep the mail of their domain', async () => {
  await ask('domain.add', { account: id, domain: 'mailman.fr', dns: true, mail: true, force: false })
  await alternc.query("insert into address (domain_id, address, type) select id, 'liste', 'mailman' from domaines where domaine = 'mailman.fr'")
  expect(codeOf(await ask('domain.remove', { account: id, domain: 'mailman.fr' }))).toBe('has-mail')
  expect(codeOf(await ask('domain.set', { account: id, domain: 'mailman.fr', dns: true, mail: false, ttl: 3600 }))).toBe('has-mail')
})

const question = (call: string, args: string) => `{"protocol":1,"call":"${call}","args":${args}}`
test.each([
  ['nothing', '', 'bad-request'], ['no object', '[1,2]', 'bad-request'], ['bytes that are no text', question('find', '{"by":"login","value":"\u00FF"}'), 'bad-request'], ['half a character', question('find', String.raw`{"by":"login","value":"\ud800"}`), 'bad-request'],
  ['what is deep', question('find', `{"by":"login","value":${'['.repeat(500)}${']'.repeat(500)}}`), 'bad-request'], ['much', question('find', `{"by":"login","value":[${'1,'.repeat(200_000)}1]}`), 'bad-request'],
  ['a zero byte', question('find', String.raw`{"by":"login","value":"a\u0000b"}`), 'bad-value'], ['a zero byte in a name', question('find', String.raw`{"\u0000by":"login","value":"a"}`), 'bad-value'], ['a list for a text', question('find', '{"by":"login","value":["a"]}'), 'bad-value'],
  ['a text for the arguments', question('find', '"x"'), 'bad-value'], ['a number below zero', question('read', '{"account":-1}'), 'bad-value'], ['a number that is none', question('read', '{"account":1e400}'), 'bad-value'], ['a list for a call', '{"protocol":1,"call":["read"]}', 'bad-request'],
  ['a quota wider than its column', question('quota.set', '{"account":2001,"quota":"web","total":4294967296}'), 'bad-value'], ['a quota below zero', question('quota.set', '{"account":2001,"quota":"domains","total":-1}'), 'bad-value'], ['lists in a list', question('mail.address', '{"account":2001,"domain":"plain.fr","local":"x","recipients":[["a@b.fr"]]}'), 'bad-value'],
  ['a password that is a list', question('mail.password', '{"account":2001,"domain":"plain.fr","local":"x","password":["a"]}'), 'bad-value'], ['a login with SQL', question('account.create', `{"login":"a' or 1=1","email":"a@b.fr","firstName":"","lastName":"","notes":""}`), 'bad-value'],
])('%s is refused in words', (_what, line, code) => {
  const { file, args, env } = alternc.command()
  const { stdout } = spawnSync(file, args, { input: Buffer.from(`${line}\n`, line.includes('\u00FF') ? 'latin1' : 'utf8'), env: { PATH: process.env.PATH, ...env } })
  expect(codeOf(understood(stdout))).toBe(code)
})
