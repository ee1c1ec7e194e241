import { beforeEach, expect, test } from 'vitest'
import { simulatedAlternc } from '../../adapters/alternc.sim.ts'
import { idsFrom } from '../../platform/ids.ts'
import { secretsOf } from '../../platform/secrets.ts'
import { signerOf } from '../../platform/signing.ts'
import { eachEngine } from '../../testing/databases.ts'
import { given } from '../../testing/given.ts'
import type { Call } from '../../workflows/ports.ts'
import { hostingPorts } from './actions/hosting.ts'
import { hostingSteps } from './actions/hosting-world.ts'

const MINUTE = 60_000
const secrets = secretsOf('a key for tests, which protects nothing')

eachEngine('the steps at the hosting', (open) => {
  let clock = { now: 0 }
  let hosting: ReturnType<typeof simulatedAlternc>
  let isDown = false
  let named: string[] = []
  let ports: ReturnType<typeof hostingPorts>
  let ticketId = 0
  let round = 0
  beforeEach(async () => {
    clock = { now: Date.UTC(2026, 10, 22, 18) }
    isDown = false
    named = []
    hosting = simulatedAlternc({ clock: () => new Date(clock.now), fault: call => isDown && call === 'create-account' ? 'timeout-after' : undefined })
    // Another one each time: claims of the last test are in the same database.
    const desk = { provisioner: { ...hosting, name: `alternc ${clock.now} ${++round}` }, panelUrl: null, isThere: () => Promise.resolve(true) }
    ports = hostingPorts(hostingSteps({
      database: open(), clock: () => new Date(clock.now), ids: idsFrom(open()), signer: signerOf(secrets.signingKey), seal: secrets.seal, baseUrl: 'https://aide.example', hosting: desk,
      askNameServer: (server, question) => Promise.resolve(hosting.answers(server, question)), namedAbove: () => Promise.resolve(named),
    }))
    ticketId = (await given(open()).ticket({ requester_address: 'odile@assoc.example', requester_name: 'Odile' })).id
  })

  const call = (withs: Record<string, unknown>, key = `1/${++round}/1`): Call => ({
    key, with: withs, run: { id: 1, ticketId, subject: 'assoc.fr', rehearsal: false, example: null }, secret: mark => Promise.resolve(String(mark)), now: clock.now, signal: AbortSignal.timeout(60_000),
  })
  async function act(name: string, withs: Record<string, unknown>, key?: string) {
    const acted = await ports.actions[name]?.ensure(call(withs, key))
    if (!acted || !('done' in acted)) throw new Error('It goes on')
    return acted.done
  }
  const look = async (withs: Record<string, unknown>) => ports.probes['hosting.applied']?.look(call(withs))
  const somebodys = () => hosting.createAccount({ login: 'assoc1', email: 'bureau@assoc.example', firstName: '', lastName: 'Assoc', notes: '' }, { plain: 'un mot de passe' })
  const WISH = {
    domain: 'assoc.fr', hostsMail: true, force: true, password: 'un mot de passe',
    records: [{ name: 'blog.assoc.fr.', ttl: 3600, type: 'A', data: '192.0.2.7' }, { name: '_sip._tcp.assoc.fr.', ttl: 300, type: 'SRV', data: '1 1 5060 sip.example.' }],
    addresses: [{ local: 'info', mailbox: { quotaMb: 100 } }, { local: 'bureau', recipients: ['odile@ailleurs.example'] }], catchAll: 'info@assoc.fr',
  }

  test('an account that a run makes is proved by that, also when nobody heard that it was made; one that was there is not', async () => {
    const asked = { login: 'nouveau', email: 'odile@assoc.example' }
    isDown = true
    await expect(act('hosting.account', asked, '1/account/1')).rejects.toMatchObject({ retry: true })
    isDown = false
    const account = await act('hosting.account', asked, '1/account/1')
    expect(account).toEqual({ id: expect.any(String) as string, login: 'nouveau', made: true })
    expect(await act('hosting.account', asked, '1/account/1')).toEqual(account)
    expect(await act('hosting.account', asked, '1/again/1')).toEqual({ ...account, made: false })
    await act('hosting.provision', { ...WISH, account: account['id'] })
    const other = await somebodys()
    await expect(act('hosting.provision', { ...WISH, account: other.id, domain: 'autre.fr' })).rejects.toMatchObject({ code: 'forbidden' })
    expect((await hosting.read(other.id)).domains).toEqual([])
  })

  test('a plan says what would be done and changes nothing; then it is done, and twice does nothing; what cannot be held is handed over', async () => {
    const { id } = await act('hosting.account', { login: 'plan', email: 'odile@assoc.example' })
    const plan = await act('hosting.plan', { ...WISH, account: id })
    expect(plan).toMatchObject({ count: 7, stops: false, objections: [], byHand: '_sip._tcp.assoc.fr. 300 IN SRV 1 1 5060 sip.example.' })
    expect(plan['fr']).toContain('• Créer le domaine assoc.fr, avec sa zone DNS, sans son courrier pour l’instant')
    expect((await hosting.read(String(id))).domains).toEqual([])
    await act('hosting.provision', { ...WISH, account: id })
    expect((await act('hosting.provision', { ...WISH, account: id }))['count']).toBe(0)
    const survey = await act('hosting.survey', { domain: 'assoc.fr' })
    expect(survey).toMatchObject({ found: true, owner: id, hostsMail: true, addresses: ['info@assoc.fr', 'bureau@assoc.fr', '@assoc.fr', 'postmaster@assoc.fr'] })
    expect(await hosting.passwordHash(String(id), { domain: 'assoc.fr', local: 'info' })).toMatch(/^\{SIM\}/)
  })

  test('is applied when the hosting has done it and each of its name servers serves it', async () => {
    const { id } = await act('hosting.account', { login: 'applied', email: 'odile@assoc.example' })
    await act('hosting.provision', { ...WISH, account: id })
    expect(await look({ account: id, domain: 'assoc.fr' })).toMatchObject({ passed: false, says: expect.stringContaining('still has to') as string })
    clock.now += MINUTE
    expect(await look({ account: id, domain: 'assoc.fr' })).toMatchObject({ passed: false, says: 'assoc.fr: ns2.hosting.example. answers REFUSED' })
    clock.now += 10 * MINUTE
    expect(await look({ account: id })).toEqual({ passed: true, says: 'applied, and the same on 2 name servers', result: { waiting: [], failed: [], serial: '2026112200' } })
  })

  test('taken back, also after half of it, a domain that was made goes, unless somebody has a mailbox there since, or the world still finds it here; what was there is as before', async () => {
    const { id } = await act('hosting.account', { login: 'undo', email: 'odile@assoc.example' })
    const undo = async (withs: Record<string, unknown>, result: Record<string, unknown>, key?: string) => ports.actions['hosting.provision']?.undo?.({ ...call(withs, key), result })
    const made = await act('hosting.provision', { ...WISH, account: id }, '1/made/1')
    const later = { account: id, domain: 'assoc.fr', entries: [{ name: 'www', kind: 'cname', value: 'ailleurs.example.' }] }
    const changed = await act('hosting.provision', later)
    await undo(later, changed)
    expect((await hosting.read(String(id))).domains[0]?.entries.find(({ name }) => name === 'www')).toMatchObject({ kind: 'web', value: '/www/assoc.fr' })
    await hosting.apply(String(id), { do: 'address', domain: 'assoc.fr', local: 'depuis', mailbox: { quotaMb: 1 }, recipients: [] })
    await expect(undo({ ...WISH, account: id }, made)).rejects.toThrow('depuis@assoc.fr')
    hosting.state.addresses = hosting.state.addresses.filter(({ local }) => local !== 'depuis')
    named = ['ns1.hosting.example', 'ns2.hosting.example']
    await expect(undo({ ...WISH, account: id }, made)).rejects.toMatchObject({ code: 'conflict', details: { words: { fr: expect.stringContaining('envoie encore le monde chez nous') as string } } })
    named = []
    await undo({ ...WISH, account: id }, {}, '1/made/1')
    expect((await hosting.read(String(id))).domains).toEqual([])
  })

  test('a code is sent once for a step, however often it is tried, and the right one proves the account', async () => {
    const { id } = await somebodys()
    await act('account.send-code', { account: id }, '1/code/1')
    await act('account.send-code', { account: id }, '1/code/1')
    const mails = await open().reader('outbox').where({ kind: 'account' }).orderBy('id').select<{ letter: string }[]>('letter')
    const letters = mails.map(({ letter }) => JSON.parse(secrets.open(letter)) as { text: string, to: { address: string }[] }).filter(({ text }) => text.includes('assoc1'))
    const sent = letters.at(-1)
    expect(sent?.to).toEqual([{ address: 'bureau@assoc.example', name: 'Assoc' }])
    await expect(act('account.check-code', { account: id, code: '0000' })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await act('account.check-code', { account: id, code: /^\d{4} \d{4}$/m.exec(sent?.text ?? '')?.[0] })).toEqual({ proved: true })
    expect((await act('hosting.provision', { ...WISH, account: id }))['count']).toBeGreaterThan(0)
    await act('account.send-code', { account: 'nobody' })
  })

  test.each([[{ domain: 'pas un domaine' }, 'domain'], [{ records: [{ name: 'x.' }] }, 'records.0'], [{ addresses: [{ local: 'x' }] }, 'domain: must be said'], [{ account: '' }, 'Too small']])('what cannot be meant is refused in words: %j', async (withs, says) => {
    await expect(act('hosting.plan', { account: '1', ...withs })).rejects.toThrow(says)
  })
})
