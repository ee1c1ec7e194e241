import { afterAll, beforeAll, expect, test } from 'vitest'
import { checks } from '../../provisioners/actions/checking/checks.ts'
import type { Checked } from '../../provisioners/actions/checking/check.ts'
import { standingOf } from '../../provisioners/applied.ts'
import type { Provisioner } from '../../provisioners/ports.ts'
import { playAlternc, type PlayedAlternc } from '../../testing/alternc.ts'
import { alterncBy } from './provisioner.ts'
import { alterncSql } from './sql.ts'

let played: PlayedAlternc
let hosting: Provisioner
let reader: ReturnType<typeof alterncSql>
beforeAll(async () => {
  played = await playAlternc()
  hosting = alterncBy(played.command())
  reader = alterncSql(played.url)
})
afterAll(async () => {
  await reader.close()
  await played.stop()
})

const NOW = { clock: () => new Date(0) }

async function all(points: ReturnType<typeof checks>) {
  const told: Checked[] = []
  for (;;) {
    const next = await points.next()
    if (next.done) return { failed: told.filter(({ ok }) => !ok), names: told.map(({ check }) => check), left: next.value.left }
    told.push(next.value)
  }
}

test('keeps the whole contract', async () => {
  const { failed, names, left } = await all(checks(hosting, { login: 'contract', domain: 'contract.fr', write: true, ...NOW }))
  expect(failed).toEqual([])
  expect(names).toEqual(expect.arrayContaining(['domain: forced, without mail', 'mail: a password, saved and put back', 'lists', 'quotas: used up', 'domain: removed']))
  expect(left).toEqual(['the account contract', 'the FTP login contract_check', 'the database contract_check'])
})

test('read by SQL, all looks the same; nothing can be changed', async () => {
  const [account] = await hosting.find({ login: 'contract' })
  const id = account?.id ?? ''
  await hosting.apply(id, { do: 'domain', domain: 'both.asso.fr', hostsDns: true, hostsMail: true, force: false })
  await hosting.apply(id, { do: 'address', domain: 'both.asso.fr', local: 'info', mailbox: { quotaMb: 10 }, recipients: ['a@example.org'] })
  await hosting.apply(id, { do: 'lists', domain: 'both.asso.fr', host: 'l.both.asso.fr', listmasters: ['a@example.org'] }).catch(() => undefined)
  const read = await hosting.read(id)
  expect(read.domains).toHaveLength(1)
  expect(standingOf(read)).toMatchObject({ state: 'waiting' })
  expect(await reader.read(id)).toEqual(read)
  await played.cron()
  expect(standingOf(await hosting.read(id)).state).toBe('applied')
  expect(await reader.read(id)).toEqual(await hosting.read(id))
  for (const by of [{ id }, { login: 'contract' }, { email: 'permanence-check@contract.fr' }, { domain: 'both.asso.fr' }]) expect(await reader.find(by)).toEqual([account])
  expect((await all(checks(reader, { login: 'contract', write: false, ...NOW }))).failed).toEqual([])
  await expect(reader.apply(id, { do: 'database', name: 'contract_x' })).rejects.toMatchObject({ code: 'conflict', details: { code: 'read-only' } })
})

test('read by SQL with rights on single tables, what is not there is nothing', async () => {
  const url = new URL(played.url)
  const name = `reader_${url.pathname.slice(1)}`.slice(0, 80)
  await played.query(`create user '${name}' identified by 'reading'`)
  for (const table of ['membres', 'local', 'domaines', 'sub_domaines', 'address', 'mailbox', 'recipient', 'ftpusers', 'db', 'quotas']) await played.query(`grant select on ${table} to '${name}'`)
  url.username = name
  url.password = 'reading'
  const few = alterncSql(url.href)
  try {
    const [account] = await hosting.find({ login: 'contract' })
    expect(await few.read(account?.id ?? '')).toMatchObject({ account, robots: [] })
  }
  finally {
    await few.close()
    await played.query(`drop user '${name}'`)
  }
})

test('what failed over there is told by its kind', async () => {
  const [account] = await hosting.find({ login: 'contract' })
  const id = account?.id ?? ''
  const domain = { do: 'domain', domain: 'more.org', hostsDns: true, hostsMail: false, force: false } as const
  await expect(hosting.apply(id, domain)).rejects.toMatchObject({ name: 'Refusal', code: 'conflict', details: { code: 'tld' } })
  await hosting.apply(id, { do: 'quota', quota: 'domains', total: 0 })
  await expect(hosting.apply(id, { ...domain, force: true })).rejects.toMatchObject({ name: 'Refusal', code: 'conflict', details: { code: 'quota', quota: 'domains' } })
  await expect(hosting.apply(id, { do: 'password', domain: 'both.asso.fr', local: 'info' }, { password: { plain: 'short' } })).rejects.toMatchObject({ code: 'invalid', details: { code: 'weak-password' } })
  await expect(hosting.read('12345')).rejects.toMatchObject({ code: 'not-found' })
  const giveBack = played.takeLock()
  await expect(alterncBy(played.command({ patience: 1 })).apply(id, { do: 'domain-settings', domain: 'both.asso.fr', hostsDns: true, hostsMail: true, ttl: 600 })).rejects.toMatchObject({ name: 'RemoteFailure', retry: true })
  giveBack()
  await expect(alterncBy(played.command({ trouble: 'exit' })).read(id)).rejects.toMatchObject({ name: 'RemoteFailure', retry: true })
  await expect(alterncSql(played.url.replace(/:\d+\//, ':1/')).find({ id })).rejects.toMatchObject({ name: 'RemoteFailure', retry: true })
})

test('called off in the middle, the checks remove what they made', async () => {
  const stop = new AbortController()
  const points = checks(hosting, { login: 'stopped', domain: 'stopped.fr', write: true, signal: stop.signal, ...NOW })
  const names: string[] = []
  for (let next = await points.next(); !next.done; next = await points.next()) {
    names.push(next.value.check)
    if (next.value.check === 'domain: forced, without mail') stop.abort()
  }
  expect(names.slice(-2)).toEqual(['domain: forced, without mail', 'domain: removed'])
  expect(await played.query("select domaine from domaines where domaine = 'stopped.fr' and dns_action <> 'DELETE'")).toEqual([])
})
