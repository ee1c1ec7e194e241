import { readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../testing/children.ts'
import { rdapDomain, rdapServer, type RdapReply } from '../testing/rdap-server.ts'
import { registriesByRdap, type RdapSettings } from './rdap.ts'
import { serviceFor, servicesIn } from './rdap-bootstrap.ts'
import { shippedServices } from './rdap-services.ts'

const HOUR = 3_600_000
let registry: Awaited<ReturnType<typeof rdapServer>>
let now = Date.UTC(2026, 10, 22)
let dataDir: string
beforeAll(async () => { registry = await rdapServer() })
afterAll(() => registry.stop())
beforeEach(() => {
  dataDir = temporaryFolder('rdap')
  registry.asked.length = 0
})
afterEach(() => removeFolder(dataDir))

const asking = (more: Partial<RdapSettings> = {}) => registriesByRdap({
  dataDir, listAt: `${registry.url}none`, shipped: [{ labels: ['org'], base: registry.url, sure: true }], apartMs: 0, isAllowed: () => true, anyProtocol: true, patienceMs: 2_000, now: () => now, ...more,
})
const says = (domain: string, reply: RdapReply) => { registry.replies[`/domain/${domain}`] = reply }
const questions = () => registry.asked.filter(path => path.startsWith('/domain/'))

test('a domain is asked for once in some minutes', async () => {
  says('assoc.org', { body: rdapDomain('assoc.org') })
  const ask = asking()
  expect(await ask('assoc.org')).toMatchObject({ registration: { domain: 'assoc.org', source: `${registry.url}domain/assoc.org`, registrar: { ianaId: 81 } } })
  await ask('assoc.org')
  expect(questions()).toHaveLength(1)
  now += HOUR
  await ask('assoc.org')
  expect(questions()).toHaveLength(2)
})

test('a domain that there is not, and a registry that nobody knows', async () => {
  const ask = asking()
  expect(await ask('free.org')).toEqual({ absent: `${registry.url}domain/free.org` })
  expect(await ask('assoc.be')).toHaveProperty('unasked')
  expect(questions()).toEqual(['/domain/free.org'])
})

test('who wants to be left alone is, for as long as they say', async () => {
  says('busy.org', { status: 429, headers: { 'retry-after': '120' } })
  const ask = asking()
  await expect(ask('busy.org')).rejects.toMatchObject({ retry: true })
  await expect(ask('busy2.org')).rejects.toThrow('left alone')
  expect(questions()).toHaveLength(1)
  now += 121_000
  await expect(ask('busy2.org')).resolves.toHaveProperty('absent')
})

test('questions to one registry have their turns', async () => {
  const ask = asking({ apartMs: 30_000 })
  await ask('one.org')
  await expect(ask('two.org')).rejects.toMatchObject({ retry: true, message: expect.stringContaining('too many questions') as string })
})

test('a registry may have moved, to a public address', async () => {
  says('moved.org', { status: 302, headers: { location: '/elsewhere/domain/moved.org' } })
  registry.replies['/elsewhere/domain/moved.org'] = { body: rdapDomain('moved.org') }
  expect(await asking()('moved.org')).toMatchObject({ registration: { source: `${registry.url}elsewhere/domain/moved.org` } })
})

test.each<[string, RdapReply, RegExp]>([
  ['an answer that is too large', { body: ' '.repeat(2 * 1024 * 1024) }, /too large/],
  ['one that never ends', response => void response.write('{'), /in time/],
  ['one that breaks off', (response) => { response.write('{'); response.destroy() }, /broke off|does not answer/],
  ['one of another domain', { body: rdapDomain('other.org') }, /cannot be read/],
  ['a page', { body: '<html>' }, /cannot be read/],
  ['its own failure', { status: 503 }, /503/],
  ['a loop', { status: 301, headers: { location: '/domain/hostile.org' } }, /on and on/],
  ['another protocol', { status: 301, headers: { location: 'ftp://rdap.example/' } }, /not asked/],
  ['no place at all', { status: 301 }, /not asked/],
  ['a secret', { status: 301, headers: { location: 'https://a:b@rdap.example/' } }, /not asked/],
])('%s is a failure', async (_, reply, why) => {
  says('hostile.org', reply)
  await expect(asking({ patienceMs: 300 })('hostile.org')).rejects.toThrow(why)
})

test('nothing of ours is asked, wherever an answer leads', async () => {
  says('inward.org', { status: 302, headers: { location: 'http://127.0.0.2:1/' } })
  const ask = asking({ isAllowed: address => address === '127.0.0.1' })
  await expect(ask('inward.org')).rejects.toThrow('not asked')
  await expect(registriesByRdap({ dataDir, listAt: registry.url, shipped: [{ labels: ['org'], base: 'https://localhost/', sure: true }] })('assoc.org')).rejects.toThrow('no public address')
})

describe('IANA’s list', () => {
  const list = (services: unknown) => JSON.stringify({ version: '1.0', services })
  const tables = [[['org', 'Net'], ['http://plain.example/', 'https://rdap.example/v1']], [['co.uk'], ['https://uk.example/']], [['uk'], ['https://all.uk.example']]]

  test.each([['assoc.org', 'https://rdap.example/v1/'], ['assoc.net', 'https://rdap.example/v1/'], ['assoc.co.uk', 'https://uk.example/'], ['assoc.uk', 'https://all.uk.example/'], ['assoc.fr', undefined]])('%s is asked at %s', (domain, base) => {
    expect(serviceFor(domain, servicesIn(list(tables), 1) ?? [])?.base).toBe(base)
  })

  test.each([
    ['no JSON', '{'], ['no services', '{}'], ['something else', list('x')], ['cut', list([[['org']]])], ['much too short', list(tables)],
    ['nothing fit', list([[['../etc'], ['https://x.example/']], [['org'], ['http://x.example/', 'https://a:b@x.example/', 'https://x.example/?', 'x', 'https://x.example/#a']]])],
  ])('%s is refused', (what, text) => expect(servicesIn(text, what === 'nothing fit' ? 1 : undefined)).toBeUndefined())

  test('the shipped one is fit, and each label stands in it once', () => {
    const labels = shippedServices.flatMap(service => service.labels)
    expect(new Set(labels).size).toBe(labels.length)
    expect(shippedServices.every(({ base }) => /^https:\/\/[a-z0-9./-]+\/$/.test(base))).toBe(true)
  })

  test('it is fetched once a day, kept in a file, and believed before the shipped one', async () => {
    const at = `${registry.url}new/`
    registry.replies['/dns.json'] = { body: list([[['org'], [at.replace('http:', 'https:')]]]) }
    const settings = { listAt: `${registry.url}dns.json`, leastLabels: 1 }
    const fetched = () => registry.asked.filter(path => path === '/dns.json').length
    // It leads to https, which nobody speaks there: what is asked is what counts.
    await expect(asking(settings)('assoc.org')).rejects.toThrow()
    await expect(asking(settings)('other.org')).rejects.toThrow()
    expect(fetched()).toBe(1)
    expect(questions()).toHaveLength(0)
    expect(readFileSync(join(dataDir, 'rdap-dns.json'), 'utf8')).toContain('/new/')
  })

  test('a bad one changes nothing, and is not asked for again at once', async () => {
    registry.replies['/dns.json'] = { body: 'garbage' }
    writeFileSync(join(dataDir, 'rdap-dns.json'), '[[[')
    utimesSync(join(dataDir, 'rdap-dns.json'), 1, 1)
    const ask = asking({ listAt: `${registry.url}dns.json` })
    await ask('one.org')
    await ask('two.org')
    expect(questions()).toHaveLength(2)
    expect(registry.asked.filter(path => path === '/dns.json')).toHaveLength(1)
  })
})
