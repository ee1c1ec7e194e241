import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { simulatedAlternc } from '../adapters/alternc.sim.ts'
import { plan, provision } from './actions/provision.ts'
import type { Change } from './change.ts'
import { Desired } from './desired.ts'
import type { Hosting } from './hosting.ts'
import { missing } from './missing.ts'

const NOW = Date.UTC(2026, 10, 22, 10)

async function house() {
  const clock = { now: NOW }
  const hosting = simulatedAlternc({ clock: () => new Date(clock.now) })
  const { id } = await hosting.createAccount({ login: 'assoc1', email: 'bureau@assoc1.example', firstName: 'Odile', lastName: 'Marin', notes: '' }, { plain: 'un mot de passe' })
  return { clock, hosting, id }
}

const wish = (part: Partial<typeof Desired['_input']>) => Desired.parse(part)
const saying = (changes: readonly Change[]) => changes.map(change => change.do === 'entry' ? `entry ${change.name || '@'} ${change.kind}${change.replaces === null ? '' : ' instead'}` : change.do)

describe('what is missing', () => {
  test('comes in a safe order: room first, mail when its mailboxes exist, passwords last', async () => {
    const { hosting, id } = await house()
    const desired = wish({
      domains: [{ name: 'autre.fr', hostsMail: true, force: true, entries: [{ name: 'blog', kind: 'a', value: '192.0.2.1' }] }, { name: 'encore.fr' }],
      addresses: [{ domain: 'autre.fr', local: 'info', mailbox: { quotaMb: 500 } }], lists: [{ domain: 'autre.fr', host: 'listes.autre.fr' }],
    })
    const changes = missing(desired, await hosting.read(id), { 'info@autre.fr': { hash: null, now: null } })
    expect(saying(changes)).toEqual(['quota', 'quota', 'domain', 'domain', 'entry blog a', 'address', 'domain-settings', 'lists', 'password'])
    expect(changes[2]).toMatchObject({ hostsMail: false })
    expect(changes[6]).toMatchObject({ domain: 'autre.fr', hostsMail: true })
  })

  test('takes nothing away that is not in the way, and nobody’s mail', () => {
    const entry = (id: string, kind: 'txt' | 'default-mx', value: string) => ({ id, name: '', kind, value, enabled: true, applied: { state: 'applied' as const, says: null } })
    const actual: Hosting = {
      account: { id: '1', login: 'a', name: '', email: 'a@b.example', enabled: true }, quotas: [], ftp: [], databases: [], robots: [],
      domains: [{ name: 'a.fr', hostsDns: true, hostsMail: true, ttl: 3600, applied: { state: 'applied', says: null }, entries: [entry('7', 'txt', 'v=spf1 a mx ?all'), entry('8', 'txt', 'autre'), entry('9', 'default-mx', '')] }],
      addresses: [{ domain: 'a.fr', local: 'x', mailbox: { quotaMb: 0 }, recipients: ['p@q.example'], enabled: true, foreign: false }, { domain: 'a.fr', local: 'sympa', mailbox: null, recipients: [], enabled: true, foreign: true }],
    }
    const desired = wish({
      domains: [{ name: 'a.fr', hostsMail: false, entries: [{ name: '', kind: 'txt', value: 'v=spf1 include:ailleurs.example -all' }, { name: '', kind: 'mx', value: 'mx.ailleurs.example.' }] }],
      addresses: [{ domain: 'a.fr', local: 'x', recipients: ['r@s.example'] }, { domain: 'a.fr', local: 'sympa', mailbox: { quotaMb: 5 } }],
    })
    expect(missing(desired, actual)).toEqual([
      { do: 'entry', domain: 'a.fr', name: '', kind: 'txt', value: 'v=spf1 include:ailleurs.example -all', replaces: '7' },
      { do: 'entry', domain: 'a.fr', name: '', kind: 'mx', value: 'mx.ailleurs.example.', replaces: '9' },
      { do: 'address', domain: 'a.fr', local: 'x', mailbox: { quotaMb: 0 }, recipients: ['p@q.example', 'r@s.example'] },
    ])
  })

  test.each([
    ['a folder of pages that would be hidden', { entries: [{ name: 'www', kind: 'cname' as const, value: 'ailleurs.example.' }] }, [{ why: 'own-content', about: 'www.assoc.fr', stops: false }]],
    ['entries that exclude one another', { entries: [{ name: 'x', kind: 'cname' as const, value: 'a.example.' }, { name: 'x', kind: 'a' as const, value: '192.0.2.1' }] }, [{ why: 'contradiction', about: 'x.assoc.fr', stops: true }]],
  ])('is objected to: %s', async (_what, domain, expected) => {
    const { hosting, id } = await house()
    await provision(hosting, { accountId: id, desired: wish({ domains: [{ name: 'assoc.fr' }] }) })
    const desired = wish({ domains: [{ name: 'assoc.fr', ...domain }] })
    expect((await plan(hosting, { accountId: id, desired })).objections).toEqual(expected)
  })

  test('another account’s domain stops it before anything is done', async () => {
    const { hosting, id } = await house()
    const other = await hosting.createAccount({ login: 'autre', email: 'x@autre.example', firstName: '', lastName: 'X', notes: '' }, { plain: 'un mot de passe' })
    await provision(hosting, { accountId: other.id, desired: wish({ domains: [{ name: 'assoc.fr' }] }) })
    await expect(provision(hosting, { accountId: id, desired: wish({ domains: [{ name: 'mien.fr' }, { name: 'assoc.fr' }] }) })).rejects.toThrow('another account')
    expect((await hosting.read(id)).domains).toEqual([])
  })
})

const names = fc.constantFrom('un.fr', 'deux.asso.fr', 'trois.fr')
const label = fc.constantFrom('', 'www', 'blog', '_dmarc', 'autodiscover', 'm')
const ip = fc.constantFrom('192.0.2.1', '192.0.2.2')
const entry = fc.oneof(
  fc.record({ name: label, kind: fc.constantFrom('a' as const), value: ip }), fc.record({ name: label, kind: fc.constant('aaaa' as const), value: fc.constant('2001:db8::1') }),
  fc.record({ name: label, kind: fc.constant('txt' as const), value: fc.constantFrom('v=spf1 -all', 'v=DMARC1; p=reject', 'verif=1', 'verif=2') }),
  fc.record({ name: label.filter(name => name !== ''), kind: fc.constant('cname' as const), value: fc.constant('Ailleurs.example.') }),
  fc.record({ name: label, kind: fc.constantFrom('mx' as const, 'mx-second' as const, 'default-mx' as const), value: fc.constant('mx.ailleurs.example.') }),
  fc.record({ name: label, kind: fc.constantFrom('web' as const, 'redirect' as const), value: fc.constantFrom('/www/x', 'https://x.example/') }),
)
const desires = fc.record({
  domains: fc.uniqueArray(fc.record({ name: names, hostsMail: fc.boolean(), ttl: fc.constantFrom(null, 300, 86_400), force: fc.constant(true), entries: fc.array(entry, { maxLength: 8 }) }), { selector: ({ name }) => name, minLength: 1 }),
  boxes: fc.array(fc.record({ local: fc.constantFrom('info', 'postmaster', 'x', 'y', 'z'), mailbox: fc.constantFrom(null, { quotaMb: 0 }, { quotaMb: 100 }, { quotaMb: 900 }), recipients: fc.subarray(['a@b.example', 'c@d.example']) }), { maxLength: 12 }),
  catchAll: fc.boolean(), databases: fc.subarray([{ name: 'assoc1' }, { name: 'assoc1_site' }]), ftp: fc.subarray([{ prefix: 'assoc1', login: 'web', folder: '/www' }, { prefix: 'assoc1', login: '', folder: '/' }]),
  quotas: fc.constantFrom({}, { web: 90_000 }, { domains: 9 }),
}).map(({ domains, boxes, catchAll, ...rest }) => {
  const first = domains[0]?.name ?? ''
  const [one] = domains
  return wish({
    ...rest, domains, addresses: boxes.map(box => ({ domain: first, ...box })), catchAlls: catchAll ? [{ domain: first, target: 'tout@ailleurs.example' }] : [],
    lists: one?.hostsMail ? [{ domain: first, host: `listes.${first}` }] : [],
  })
})

test('whatever is there and whatever is desired: once brought about, nothing is missing, and again nothing is done', async () => {
  await fc.assert(fc.asyncProperty(desires, desires, async (former, desired) => {
    const { clock, hosting, id } = await house()
    for (const wished of [former, desired]) {
      const { objections } = await plan(hosting, { accountId: id, desired: wished })
      if (objections.some(({ stops }) => stops)) return
      const passwords = Object.fromEntries(wished.addresses.filter(({ mailbox }) => mailbox).map(({ local, domain }) => [`${local}@${domain}`, { plain: 'un mot de passe' }]))
      await provision(hosting, { accountId: id, desired: wished, passwords })
      expect((await plan(hosting, { accountId: id, desired: wished, passwords })).changes).toEqual([])
      clock.now += 60_000
    }
    expect((await provision(hosting, { accountId: id, desired })).done).toEqual([])
  }), { numRuns: 60 })
})
