import { describe, expect, test } from 'vitest'
import { RemoteFailure } from '../platform/errors.ts'
import { checks } from '../provisioners/actions/checking/checks.ts'
import { provision } from '../provisioners/actions/provision.ts'
import { standingOf } from '../provisioners/applied.ts'
import { Desired } from '../provisioners/desired.ts'
import { simulatedAlternc, type HostingFault } from './alternc.sim.ts'
import { emptyHosting, type SimulatedHosting } from './alternc.sim-state.ts'

const [SECOND, MINUTE] = [1000, 60_000]
const [NS1, NS2] = ['ns1.hosting.example.', 'ns2.hosting.example.']

async function house(fault?: (call: string) => HostingFault | undefined) {
  const clock = { now: Date.UTC(2026, 10, 22, 23, 50, 10) }
  const hosting = simulatedAlternc({ clock: () => new Date(clock.now), fault })
  const { id } = await hosting.createAccount({ login: 'assoc1', email: 'bureau@assoc1.example', firstName: 'Odile', lastName: 'Marin', notes: '' }, { plain: 'un mot de passe' })
  const add = (domain: string, { force = false, hostsMail = true } = {}) => hosting.apply(id, { do: 'domain', domain, hostsDns: true, hostsMail, force })
  const serial = (server: string, name = 'assoc.fr.') => hosting.answers(server, { name, type: 'SOA' }).answers[0]?.data.split(' ')[2]
  return { clock, hosting, id, add, serial }
}

describe('a simulated AlternC', () => {
  test('applies at the next minute; its secondary comes for the zone later; serials count within a day', async () => {
    const { clock, hosting, id, add, serial } = await house()
    await add('assoc.fr')
    expect(standingOf(await hosting.read(id)).state).toBe('waiting')
    expect(hosting.answers(NS1, { name: 'assoc.fr.', type: 'SOA' })).toEqual({ code: 'REFUSED', authoritative: false, answers: [] })
    clock.now += 50 * SECOND
    expect(standingOf(await hosting.read(id)).state).toBe('applied')
    expect([serial(NS1), serial(NS2)]).toEqual(['2026112200', undefined])
    await hosting.apply(id, { do: 'entry', domain: 'assoc.fr', name: 'blog', kind: 'a', value: '192.0.2.9', replaces: null })
    clock.now += MINUTE
    expect(serial(NS1)).toBe('2026112201')
    expect(hosting.answers(NS1, { name: 'blog.assoc.fr.', type: 'A' }).answers).toEqual([{ name: 'blog.assoc.fr.', ttl: 3600, type: 'A', data: '192.0.2.9' }])
    clock.now += 9 * MINUTE
    expect(serial(NS2)).toBe('2026112200')
    clock.now += MINUTE
    expect(serial(NS2)).toBe('2026112201')
    await hosting.apply(id, { do: 'entry', domain: 'assoc.fr', name: 'b', kind: 'txt', value: 'x'.repeat(300), replaces: null })
    clock.now += MINUTE
    expect(serial(NS1)).toBe('2026112300')
    expect(hosting.answers(NS1, { name: 'b.assoc.fr.', type: 'TXT' }).answers[0]?.data).toBe(`"${'x'.repeat(255)}" "${'x'.repeat(45)}"`)
    expect([hosting.answers(NS1, { name: 'nulle-part.assoc.fr.', type: 'A' }).code, hosting.answers(NS1, { name: '_domainkey.assoc.fr.', type: 'A' }).code]).toEqual(['NXDOMAIN', 'NOERROR'])
  })

  test('gives a new domain its usual entries, and a postmaster once it has mail', async () => {
    const { hosting, id, add } = await house()
    await add('assoc.fr')
    const { domains: [domain], addresses } = await hosting.read(id)
    expect(domain?.entries.map(({ name, kind, value }) => `${name} ${kind} ${value}`)).toEqual([
      'www web /www/assoc.fr', ' redirect http://www.assoc.fr', ' default-mx ', 'autodiscover custom ', 'autoconfig custom ', ' txt v=spf1 a mx ?all', '_dmarc txt v=DMARC1; p=none',
    ])
    expect(addresses).toEqual([{ domain: 'assoc.fr', local: 'postmaster', mailbox: null, recipients: ['assoc1@bounce.hosting.example'], enabled: true, foreign: false }])
  })

  test.each<[string, string, { force?: true, refusal?: string }]>([
    ['com without delegation', 'assoc.com', { refusal: 'must be delegated' }], ['a kind it does not know', 'assoc.bzh', { refusal: 'takes no domains of this kind' }],
    ['forced', 'assoc.com', { force: true }], ['forced, of an unknown kind', 'assoc.bzh', { force: true }], ['no check', 'assoc.asso.fr', {}],
    ['no name at all', 'assoc', { force: true, refusal: 'not a name' }], ['too long a name', `${'a'.repeat(62)}.fr`, { force: true, refusal: 'not a name' }],
  ])('takes domains by its rules: %s', async (_what, domain, { force = false, refusal }) => {
    const { add } = await house()
    const added = add(domain, { force })
    await (refusal === undefined ? expect(added).resolves.toBeUndefined() : expect(added).rejects.toThrow(refusal))
  })

  test('keeps to quotas even when forced, and to whose a domain is', async () => {
    const { hosting, add, id } = await house()
    await add('assoc.fr')
    await add('assoc.fr')
    await expect(add('autre.fr', { force: true })).rejects.toMatchObject({ code: 'conflict', details: { quota: 'domains' } })
    const other = await hosting.createAccount({ login: 'autre', email: 'x@autre.example', firstName: '', lastName: 'X', notes: '' }, { plain: 'un mot de passe' })
    await expect(hosting.apply(other.id, { do: 'domain', domain: 'assoc.fr', hostsDns: true, hostsMail: true, force: true })).rejects.toThrow('another account')
    await expect(hosting.createAccount({ login: 'autre', email: 'y@autre.example', firstName: '', lastName: '', notes: '' }, { plain: 'un mot de passe' })).rejects.toThrow('taken')
    for (let i = 0; i < 9; i++) await hosting.apply(id, { do: 'address', domain: 'assoc.fr', local: `b${i}`, mailbox: { quotaMb: 1 }, recipients: [] })
    await expect(hosting.apply(id, { do: 'address', domain: 'assoc.fr', local: 'onze', mailbox: null, recipients: ['a@b.example'] })).rejects.toMatchObject({ details: { quota: 'mailboxes' } })
  })

  test('holds a deletion back until the mailboxes are gone, five minutes later', async () => {
    const { clock, hosting, id, add } = await house()
    await add('assoc.fr')
    await hosting.apply(id, { do: 'address', domain: 'assoc.fr', local: 'info', mailbox: { quotaMb: 1 }, recipients: [] })
    clock.now += MINUTE
    await hosting.apply(id, { do: 'remove-domain', domain: 'assoc.fr' })
    clock.now += 2 * MINUTE
    await expect(add('assoc.fr')).rejects.toMatchObject({ retry: true })
    clock.now += 3 * MINUTE
    await expect(add('assoc.fr')).resolves.toBeUndefined()
  })

  test('is locked for a quarter of an hour at most, and stands still meanwhile', async () => {
    const { clock, hosting, id, add } = await house()
    await add('assoc.fr')
    hosting.state.lockedUntil = clock.now + 15 * MINUTE
    clock.now += 14 * MINUTE
    await expect(hosting.apply(id, { do: 'remove-domain', domain: 'assoc.fr' })).rejects.toMatchObject({ retry: true })
    expect(standingOf(await hosting.read(id)).state).toBe('waiting')
    clock.now += MINUTE
    expect(standingOf(await hosting.read(id)).state).toBe('applied')
  })

  const desired = Desired.parse({
    domains: [{ name: 'assoc.com', hostsMail: true, force: true, entries: [{ name: '', kind: 'redirect', value: 'http://www.assoc.com' }, { name: '', kind: 'txt', value: 'v=spf1 include:x.example -all' }, { name: 'www', kind: 'cname', value: 'ailleurs.example.' }] }],
    addresses: [{ domain: 'assoc.com', local: 'info', mailbox: { quotaMb: 10 } }, { domain: 'assoc.com', local: 'bureau', recipients: ['a@b.example'] }], databases: [{ name: 'assoc1_site' }],
  })
  const passwords = { 'info@assoc.com': { hash: '{SHA512-CRYPT}$6$rounds=20000$abc$def' } }

  test.each(['timeout-before', 'timeout-after', 'session', 'locked', 'killed'] as const)('every call hit once by “%s”, the same comes of it in the end', async (fault) => {
    const hit = new Set(['create-account'])
    const { hosting, id } = await house(call => hit.has(call) ? undefined : (hit.add(call), fault))
    for (let attempt = 0; attempt < 40; attempt++) {
      try {
        await provision(hosting, { accountId: id, desired, passwords })
        break
      }
      catch (error) { expect(error).toBeInstanceOf(RemoteFailure) }
    }
    const calm = await house()
    await provision(calm.hosting, { accountId: calm.id, desired, passwords })
    expect((await hosting.read(id)).domains[0]?.entries.filter(({ value }) => value.startsWith('v=spf1')).map(({ value }) => value)).toEqual(['v=spf1 include:x.example -all'])
    const nameless = (state: SimulatedHosting) => JSON.stringify([state.entries.map(({ name, kind, value }) => `${name} ${kind} ${value}`).sort(), state.addresses.map(({ local, mailbox, recipients, hash }) => [local, mailbox, recipients, hash].join(' ')).sort(), state.databases, state.domains.map(({ hostsMail }) => hostsMail), state.accounts.map(({ quotas }) => quotas)])
    expect(nameless(hosting.state)).toBe(nameless(calm.hosting.state))
  })

  test('keeps the contract that a real one keeps, point by point', async () => {
    const clock = { now: Date.UTC(2026, 10, 22, 10) }
    // Each look at the clock is some time later: nobody waits for the jobs of the hosting.
    const later = () => new Date(clock.now += 2 * SECOND)
    const failed: string[] = []
    for await (const { check, ok, says } of checks(simulatedAlternc({ clock: later }), { write: true, login: 'contract', domain: 'contract.fr', clock: later })) if (!ok) failed.push(`${check}: ${says}`)
    expect(failed).toEqual([])
  })

  test('kept as text and begun again, it goes on where it was', async () => {
    let text = JSON.stringify(emptyHosting())
    const clock = { now: Date.UTC(2026, 10, 22, 10) }
    const again = () => simulatedAlternc({ clock: () => new Date(clock.now), state: JSON.parse(text) as SimulatedHosting, keep: (state) => { text = JSON.stringify(state) } })
    const { id } = await again().createAccount({ login: 'assoc1', email: 'a@b.example', firstName: 'A', lastName: 'B', notes: '' }, { plain: 'un mot de passe' })
    await again().apply(id, { do: 'domain', domain: 'assoc.fr', hostsDns: true, hostsMail: true, force: false })
    clock.now += MINUTE
    expect(standingOf(await again().read(id)).state).toBe('applied')
    expect(text).not.toContain('un mot de passe')
  })
})
