import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { playAlternc, type Behaviour, type PlayedAlternc } from '../../testing/alternc.ts'
import { askBridge, type Answer } from './transport.ts'

let alternc: PlayedAlternc
beforeAll(async () => { alternc = await playAlternc() })
afterAll(() => alternc.stop())

const ask = (call: string, args: Record<string, unknown> = {}, behaviour: Behaviour = {}) => askBridge(alternc.command(behaviour), { call, args, patienceMs: 60_000, secrets: [] })
const codeOf = (answer: Answer) => answer.ok ? answer.result.done ?? 'answered' : answer.code

/** Asks twice what is done, as after a crash: it is there the second time. */
async function twice(call: string, args: Record<string, unknown>, behaviour: Behaviour = {}) {
  const first = codeOf(await ask(call, args, behaviour))
  return first === 'now' ? [first, codeOf(await ask(call, args, behaviour))] : [first]
}

const NEW = { firstName: 'Léa', lastName: "d'Ô", notes: 'made by a test', password: 'correct horse' }
async function account(login: string): Promise<string> {
  const made = await ask('account.create', { ...NEW, login, email: `${login}@example.org` })
  if (!made.ok) throw new Error(made.says)
  const { id } = made.result.account as { id: string }
  for (const quota of ['domains', 'mailboxes']) await ask('quota.set', { account: id, quota, total: 50 })
  return id
}

test('it says what it is', async () => {
  expect(await ask('health')).toMatchObject({
    ok: true, noise: '', messages: [],
    result: { product: 'AlternC', version: '3.5.4', nameServers: ['ns1.panel.example', 'ns2.panel.example'], webAddresses: ['192.0.2.10'], mx: 'mx.panel.example', mailHost: 'mail.panel.example', tlds: { 'fr': 4, 'asso.fr': 4, 'org': 1 }, modules: expect.arrayContaining(['dom', 'sympa']) as unknown },
  })
})

test('an account is made once, found by all that is known of it, and not taken over', async () => {
  const wish = { ...NEW, login: 'assoun', email: 'bureau@assoun.example' }
  const first = await ask('account.create', wish)
  expect(first).toMatchObject({ ok: true, result: { done: 'now', account: { id: '2001', login: 'assoun', name: "Léa d'Ô", email: 'bureau@assoun.example', enabled: true } } })
  expect(await ask('account.create', { ...wish, email: 'Bureau@assoun.example' })).toMatchObject({ ok: true, result: { done: 'already', account: { id: '2001' } } })
  expect(codeOf(await ask('account.create', { ...wish, email: 'somebody@else.example' }))).toBe('taken')
  expect(codeOf(await ask('account.create', { ...wish, login: 'weak', password: 'short' }))).toBe('weak-password')
  for (const [by, value] of [['id', '2001'], ['login', 'assoun'], ['email', 'bureau@assoun.example']]) expect(await ask('find', { by, value })).toMatchObject({ result: { accounts: [{ id: '2001' }] } })
  expect(await ask('find', { by: 'login', value: "' or 1=1 -- " })).toMatchObject({ ok: true, result: { accounts: [] } })
  expect(await alternc.query('select creator, pass from membres where uid = 2001')).toMatchObject([{ creator: 2000, pass: expect.stringMatching(/^\$2y\$/) as unknown }])
})

describe('domains', () => {
  let id = ''
  beforeAll(async () => { id = await account('domains') })
  const add = (domain: string, more: Record<string, unknown> = {}) => ({ account: id, domain, dns: true, mail: true, force: false, ...more })
  const OURS = { nameServers: { 'ours.org': ['ns1.panel.example'], 'half.eu': ['ns1.panel.example'], 'whole.eu': ['ns1.panel.example', 'ns2.panel.example'], 'there.net': ['ns.elsewhere.example'] } }

  test.each([
    ['free.fr', {}, 'now'], ['elsewhere.org', {}, 'tld'], ['elsewhere.org', { force: true }, 'now'], ['ours.org', {}, 'now'], ['half.eu', {}, 'tld'], ['whole.eu', {}, 'now'], ['there.net', {}, 'now'], ['nowhere.net', {}, 'tld'],
    ['unknown.bzh', {}, 'tld'], ['unknown.bzh', { force: true }, 'now'], ['closed.test', {}, 'tld'], ['zoneless.it', {}, 'tld'], ['zoneless.it', { dns: false, mail: false }, 'now'], ['a.deep.fr', { dns: false, mail: false }, 'tld'],
    ['afnic.fr', {}, 'forbidden'], ['panel.example', { force: true }, 'forbidden'], ['www.free.fr', { force: true }, 'taken'], ['not a domain', {}, 'bad-value'], ['1.2.3.4', {}, 'bad-value'],
  ])('%s %o: %s', async (domain, more, code) => {
    expect(await twice('domain.add', add(domain, more), OURS)).toEqual(code === 'now' ? [code, 'already'] : [code])
  })

  test('mail is received here only when that is wished, and then has a postmaster', async () => {
    await ask('domain.add', add('bare.fr', { mail: false }))
    await ask('domain.add', add('whole.fr'))
    expect(await ask('read', { account: id })).toMatchObject({ result: {
      domains: expect.arrayContaining([expect.objectContaining({ name: 'bare.fr', dns: true, mail: false, action: 'UPDATE' }), expect.objectContaining({ name: 'whole.fr', dns: true, mail: true })]) as unknown,
      addresses: expect.arrayContaining([expect.objectContaining({ domain: 'whole.fr', local: 'postmaster', recipients: ['domains@panel.example'] })]) as unknown,
    } })
    expect(await alternc.query("select a.id from address a join domaines d on d.id = a.domain_id where d.domaine = 'bare.fr'")).toEqual([])
    expect(await twice('domain.set', { account: id, domain: 'bare.fr', dns: true, mail: true, ttl: 7200 })).toEqual(['now', 'already'])
  })

  test('what is on is not switched off by adding it again', async () => {
    await ask('domain.add', add('stays.fr'))
    expect(codeOf(await ask('domain.add', add('stays.fr', { dns: false, mail: false })))).toBe('already')
  })

  test('mail that is there is not erased, and no other domain loses its DMARC record', async () => {
    await ask('domain.add', add('loses.fr'))
    await ask('domain.add', add('keeps.fr'))
    await ask('entry.set', { account: id, domain: 'keeps.fr', name: '_dmarc', type: 'txt', value: 'v=dmarc1;p=none' })
    await ask('mail.address', { account: id, domain: 'loses.fr', local: 'info', quotaMb: 100, recipients: [] })
    await alternc.query('update mailbox set messages = 3')
    for (const call of ['domain.remove', 'domain.set']) expect(codeOf(await ask(call, { account: id, domain: 'loses.fr', ...call === 'domain.set' ? { dns: true, mail: false, ttl: 3600 } : {} }))).toBe('has-mail')
    await alternc.query('update mailbox set messages = 0')
    expect(codeOf(await ask('domain.set', { account: id, domain: 'loses.fr', dns: true, mail: false, ttl: 3600 }))).toBe('now')
    expect(await alternc.query("select web_action from sub_domaines where domaine = 'keeps.fr' and sub = '_dmarc'")).toEqual([{ web_action: 'UPDATE' }])
  })

  test('a removed domain waits for its mailboxes to be removed, and comes back only then', async () => {
    await ask('domain.add', add('goes.fr'))
    await ask('mail.address', { account: id, domain: 'goes.fr', local: 'info', quotaMb: 0, recipients: [] })
    expect(await twice('domain.remove', { account: id, domain: 'goes.fr' })).toEqual(['now', 'already'])
    await alternc.cron()
    expect(await ask('domain.add', add('goes.fr'))).toMatchObject({ ok: false, code: 'being-removed', retry: true })
    await alternc.query("delete m, a from mailbox m join address a on a.id = m.address_id where a.mail_action = 'DELETE'")
    await alternc.cron()
    expect(codeOf(await ask('domain.add', add('goes.fr')))).toBe('now')
  })

  test('without room there is no domain, and the word for it is always the same', async () => {
    const poor = await account('poor')
    await ask('quota.set', { account: poor, quota: 'domains', total: 0 })
    expect(await ask('domain.add', add('poor.fr', { account: poor }))).toMatchObject({ ok: false, code: 'quota', retry: false })
    expect(await twice('quota.set', { account: poor, quota: 'domains', total: 1 })).toEqual(['now', 'already'])
    expect(await twice('domain.add', add('poor.fr', { account: poor }))).toEqual(['now', 'already'])
    expect(codeOf(await ask('domain.add', add('poor2.fr', { account: poor })))).toBe('quota')
  })
})

describe('names of a domain', () => {
  let id = ''
  beforeAll(async () => {
    id = await account('names')
    await ask('domain.add', { account: id, domain: 'names.fr', dns: true, mail: true, force: false })
  })
  const entry = (name: string, type: string, value: string) => ({ account: id, domain: 'names.fr', name, type, value })
  const idOf = async (name: string, type: string) => String((await alternc.query("select id from sub_domaines where domaine = 'names.fr' and sub = ? and type = ? and web_action <> 'DELETE'", [name, type]))[0]?.id)

  test.each([
    ['blog', 'vhost', '/www/blog', 'now'], ['go', 'url', 'https://example.org/a?b=c#d', 'now'], ['a', 'ip', '192.0.2.1', 'now'], ['a', 'ip', '192.0.2.2', 'now'], ['a', 'ipv6', '2001:DB8:0::1', 'now'],
    ['c', 'cname', 'host.example.org.', 'now'], ['c', 'ip', '192.0.2.1', 'incompatible'], ['', 'cname', 'host.example.org.', 'incompatible'], ['', 'txt', 'v=spf1 mx -all', 'now'], ['k._domainkey', 'txt', `v=DKIM1; p=${'A'.repeat(216)}`, 'now'], ['l._domainkey', 'txt', `v=DKIM1; p=${'A'.repeat(390)}`, 'bad-value'],
    ['*', 'ip', '192.0.2.3', 'now'], ['', 'mx2', 'mx2.example.org.', 'now'], ['sub', 'mx', 'mx.example.org.', 'now'], ['', 'defmx', '', 'already'],
    ['', 'ip', '192.0.2.4', 'incompatible'], ['x', 'cname', 'no-dot.example.org', 'bad-value'], ['x', 'ip', '2001:db8::1', 'bad-value'], ['x', 'txt', 'quote " quote', 'bad-value'], ['x', 'txt', 'back\\', 'bad-value'],
    ['x', 'vhost', '/../../etc', 'bad-value'], ['x', 'vhost', '/www/$(id)', 'bad-value'], ['x', 'url', 'https://example.org/"', 'bad-value'], ['x', 'url', 'javascript:alert(1)', 'bad-value'], ['*.dev', 'ip', '192.0.2.1', 'bad-value'],
    ['x', 'sympa-robot', '', 'bad-value'], ['x', 'txt', 'two\nlines', 'bad-value'],
  ])('%s %s %s: %s', async (...[name, type, value, code]) => {
    expect(await twice('entry.set', entry(name, type, value))).toEqual(code === 'now' ? [code, 'already'] : [code])
  })

  test('one takes the place of another, once', async () => {
    const replaces = await idOf('', 'url')
    expect(await twice('entry.set', { ...entry('', 'ip', '192.0.2.9'), replaces })).toEqual(['now', 'already'])
    // Back again before the cron came: the database holds the removed one still.
    expect(await twice('entry.set', { ...entry('', 'url', 'http://www.names.fr'), replaces: await idOf('', 'ip') })).toEqual(['now', 'already'])
    expect(await idOf('', 'ip')).toBe('undefined')
  })

  test('one is switched off and on, and removed', async () => {
    const which = { account: id, domain: 'names.fr', id: await idOf('blog', 'vhost') }
    expect(await twice('entry.enable', { ...which, enabled: false })).toEqual(['now', 'already'])
    expect(await twice('entry.set', entry('blog', 'vhost', '/www/blog'))).toEqual(['now', 'already'])
    expect(await twice('entry.remove', which)).toEqual(['now', 'already'])
  })

  test('what is applied is told', async () => {
    await alternc.cron()
    const read = await ask('read', { account: id })
    expect(read).toMatchObject({ result: { domains: [{ name: 'names.fr', action: 'OK', result: '0' }] } })
  })
})

describe('mail', () => {
  let id = ''
  beforeAll(async () => {
    id = await account('mail')
    await ask('domain.add', { account: id, domain: 'mail.fr', dns: true, mail: false, force: false })
  })
  const address = (local: string, more: Record<string, unknown> = {}) => ({ account: id, domain: 'mail.fr', local, quotaMb: null, recipients: [], ...more })

  test.each([
    ['box', { quotaMb: 500 }, 'now'], ['box', { quotaMb: 800, recipients: ['copy@example.org'] }, 'now'], ['alias', { recipients: ['b@example.org', 'A@example.org'] }, 'now'], ['alias', { recipients: ['a@example.org', 'b@example.org'] }, 'already'],
    ['box', { recipients: ['copy@example.org'] }, 'has-mail'], ['nothing', {}, 'bad-value'], ['bad', { recipients: ['not an address'] }, 'bad-value'], ['a b', { quotaMb: 1 }, 'bad-value'], ['a+b', { quotaMb: 1 }, 'bad-value'], ['a+b', { recipients: ['c@example.org'] }, 'now'],
  ])('%s %o: %s', async (local, more, code) => {
    expect(await twice('mail.address', address(local, more))).toEqual(code === 'now' ? [code, 'already'] : [code])
  })

  test('an address of another program is left alone', async () => {
    await alternc.query("insert into address (domain_id, address, type) select id, 'liste', 'mailman' from domaines where domaine = 'mail.fr'")
    expect(codeOf(await ask('mail.address', address('liste', { quotaMb: 1 })))).toBe('taken')
  })

  test('everything else goes where it should', async () => {
    expect(await twice('mail.catchall', { account: id, domain: 'mail.fr', target: 'box@mail.fr' })).toEqual(['now', 'already'])
    expect(await twice('mail.catchall', { account: id, domain: 'mail.fr', target: '@names.fr' })).toEqual(['now', 'already'])
  })

  test('a password is set, saved, and put back as it was', async () => {
    const box = { account: id, domain: 'mail.fr', local: 'box' }
    expect(await ask('mail.hash', box)).toMatchObject({ result: { hash: null } })
    expect(await twice('mail.password', { ...box, password: 'Azerty12345!' })).toEqual(['now', 'already'])
    const saved = await ask('mail.hash', box)
    const hash = saved.ok ? saved.result.hash : ''
    expect(hash).toMatch(/^\{SHA512-CRYPT\}\$6\$rounds=20000\$/)
    expect(await twice('mail.password', { ...box, password: 'for the time being' })).toEqual(['now', 'already'])
    expect(await twice('mail.password', { ...box, hash })).toEqual(['now', 'already'])
    expect(codeOf(await ask('mail.password', { ...box, password: 'Azerty12345!' }))).toBe('already')
    expect(await twice('mail.password', { ...box, hash: '' })).toEqual(['now', 'already'])
    for (const wrong of [{ password: 'short' }]) expect(codeOf(await ask('mail.password', { ...box, ...wrong }))).toBe('weak-password')
    for (const wrong of [{}, { password: '' }, { hash: '{PLAIN}secret' }, { password: 'both of them', hash }]) expect(codeOf(await ask('mail.password', { ...box, ...wrong }))).toBe('bad-value')
    expect(codeOf(await ask('mail.hash', { ...box, local: 'nobody' }))).toBe('no-such-address')
  })

  test('without room there is no address', async () => {
    await ask('quota.set', { account: id, quota: 'mailboxes', total: 1 })
    expect(await ask('mail.address', address('onemore', { quotaMb: 1 }))).toMatchObject({ ok: false, code: 'quota' })
  })
})

test('files, databases and lists', async () => {
  const id = await account('others')
  await ask('domain.add', { account: id, domain: 'others.fr', dns: true, mail: true, force: false })
  const ftp = { account: id, prefix: 'others', login: 'site', folder: '/www/others.fr' }
  expect(await twice('ftp.set', { ...ftp, password: 'correct horse' })).toEqual(['now', 'already'])
  expect(await ask('ftp.set', { ...ftp, account: await account('homeless'), prefix: 'homeless', password: 'correct horse' })).toMatchObject({ code: 'not-ready', retry: true })
  expect(await twice('ftp.set', { ...ftp, folder: '/', hash: '{SHA512-CRYPT}$6$rounds=20000$vmolyflyl5o3rTq/$EpujvgjWZ1gYhPmqM/x5MhiC8YQ/XVt2yU.gNu2d5t6uTXxCbKgoHhsaQloYpKA.LCbUvC0WjUz.MzspHaEf40' })).toEqual(['now', 'already'])
  expect(codeOf(await ask('ftp.set', { ...ftp, folder: '/', password: 'Azerty12345!' }))).toBe('already')
  await alternc.memberLinks('others', 'out', '/etc')
  expect(codeOf(await ask('ftp.set', { ...ftp, folder: '/out/of', password: 'correct horse' }))).toBe('bad-value')
  expect(codeOf(await ask('entry.set', { account: id, domain: 'others.fr', name: 'out', type: 'vhost', value: '/out/of' }))).toBe('bad-value')
  for (const wrong of [{ prefix: 'assoun' }, { login: 'a_b' }, { folder: '/../x' }]) expect(codeOf(await ask('ftp.set', { ...ftp, ...wrong, password: 'correct horse' }))).toBe('bad-value')
  expect(await twice('database.add', { account: id, name: 'others_site' })).toEqual(['now', 'already'])
  expect(codeOf(await ask('database.add', { account: id, name: 'others_two' }))).toBe('quota')
  expect(codeOf(await ask('database.add', { account: id, name: 'mail_site' }))).toBe('bad-value')
  const lists = { account: id, domain: 'others.fr', host: 'listes.others.fr', listmasters: ['lea@example.org'] }
  expect(codeOf(await ask('lists.add', lists, { noSympa: true }))).toBe('no-module')
  expect(codeOf(await ask('lists.add', lists))).toBe('quota')
  await ask('quota.set', { account: id, quota: 'lists', total: 1 })
  expect(await twice('lists.add', lists)).toEqual(['now', 'already'])
  expect(await ask('read', { account: id })).toMatchObject({ result: {
    ftp: [{ login: 'others_site', folder: '/', enabled: true }], databases: ['others_site'], robots: [{ domain: 'others.fr', host: 'listes.others.fr', action: 'CREATE' }],
    quotas: expect.arrayContaining([{ name: 'databases', used: 1, total: 1 }, { name: 'lists', used: 0, total: 1 }]) as unknown,
  } })
})

test('nothing of another account is read or touched, and nothing of an administrator', async () => {
  const [mine, theirs] = [await account('mine'), await account('theirs')]
  await ask('domain.add', { account: theirs, domain: 'theirs.fr', dns: true, mail: true, force: false })
  await ask('domain.add', { account: mine, domain: 'mine.fr', dns: true, mail: true, force: false })
  const before = await alternc.query('select * from sub_domaines order by id')
  const [entry] = await alternc.query("select id from sub_domaines where domaine = 'theirs.fr' limit 1")
  const strange = { account: mine, domain: 'theirs.fr' }
  for (const [call, args] of [
    ['domain.add', { dns: true, mail: true, force: true }], ['domain.set', { dns: false, mail: false, ttl: 300 }], ['domain.remove', {}], ['entry.set', { name: 'x', type: 'ip', value: '192.0.2.1' }], ['entry.remove', { id: entry?.id as number }],
    ['entry.enable', { id: entry?.id as number, enabled: false }], ['mail.address', { local: 'x', quotaMb: 1, recipients: [] }], ['mail.password', { local: 'postmaster', password: 'correct horse' }], ['mail.hash', { local: 'postmaster' }], ['mail.catchall', { target: 'a@example.org' }], ['lists.add', { host: 'l.mine.fr', listmasters: [] }],
  ] as const) expect([call, codeOf(await ask(call, { ...strange, ...args }))]).toEqual([call, 'taken-by-other-account'])
  // A name of theirs under a domain of ours.
  expect(codeOf(await ask('entry.remove', { account: mine, domain: 'mine.fr', id: entry?.id as number }))).toBe('already')
  expect(codeOf(await ask('entry.enable', { account: mine, domain: 'mine.fr', id: entry?.id as number, enabled: false }))).toBe('no-such-entry')
  expect(await alternc.query('select * from sub_domaines order by id')).toEqual(before)
  for (const call of ['read', 'quota.set']) expect(codeOf(await ask(call, { account: '2000', ...call === 'read' ? {} : { quota: 'web', total: 1 } }))).toBe('forbidden')
  expect(codeOf(await ask('read', { account: '999' }))).toBe('unknown-account')
})

test('a lock is not waited for long, and one that was forgotten is none', async () => {
  const id = await account('locks')
  const giveBack = alternc.takeLock()
  const wish = { account: id, domain: 'locks.fr', dns: true, mail: true, force: false }
  expect(await ask('domain.add', wish, { patience: 1 })).toMatchObject({ ok: false, code: 'locked', retry: true })
  expect(codeOf(await ask('read', { account: id }))).toBe('answered')
  giveBack()
  // The cron comes between our look and AlternC's: its lock is left to it.
  expect(await ask('domain.add', wish, { patience: 1, trouble: 'raced' })).toMatchObject({ ok: false, code: 'locked', retry: true })
  expect(alternc.isLocked()).toBe(true)
  alternc.takeLock(1000)
  expect(await twice('domain.add', wish)).toEqual(['now', 'already'])
  expect(alternc.isLocked()).toBe(false)
})

test('two that ask the same at the same time do it once', async () => {
  const id = await account('together')
  const answers = await Promise.all([1, 2, 3].map(() => ask('domain.add', { account: id, domain: 'together.fr', dns: true, mail: true, force: false })))
  expect(answers.map(codeOf).sort()).toEqual(['already', 'already', 'now'])
})

test.each([
  ['noise', { ok: true, noise: expect.stringContaining('something odd') as unknown }], ['says', { ok: true, noise: '•••', messages: [{ level: 'ERROR', class: 'mem', text: '%s and %s' }, { level: 'INFO', class: 'mem', text: 'Hello •••' }] }], ['throw', { ok: false, code: 'crashed', retry: true, says: expect.stringContaining('Lost on the way with •••') as unknown }],
  ['exit', { ok: false, code: 'crashed', noise: 'Session halted.' }], ['fatal', { ok: false, code: 'crashed', says: expect.stringContaining('nowhere_to_be_found') as unknown }], ['out-of-memory', { ok: false, code: 'crashed', says: expect.stringContaining('memory') as unknown }],
] as const)('%s in AlternC leaves one line, and no password in it', async (trouble, expected) => {
  const id = await account(`t${trouble.replaceAll('-', '').slice(0, 8)}`)
  const answer = await ask('mail.password', { account: id, domain: 'none.fr', local: 'x', password: 'my deepest secret' }, { trouble, secret: 'my deepest secret' })
  expect(answer).toMatchObject(trouble === 'noise' || trouble === 'says' ? { ...expected, ok: false, code: 'no-such-domain' } : expected)
  expect(JSON.stringify(answer)).not.toContain('deepest')
})

test.each([
  ['unknown-call', 'mem.su', {}], ['bad-value', 'health', { more: 1 }], ['bad-value', 'read', {}], ['bad-value', 'read', { account: '1; drop table membres' }], ['bad-value', 'quota.set', { account: '2001', quota: 'dom', total: 1 }],
  ['bad-value', 'quota.set', { account: '2001', quota: 'domains', total: '1' }], ['bad-value', 'find', { by: 'pass', value: 'x' }], ['bad-request', 'find', { by: 'login', value: 'x'.repeat(300_000) }],
])('%s: %s %o', async (code, call, args) => {
  expect(codeOf(await ask(call, args))).toBe(code)
})
