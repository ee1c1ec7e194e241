import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { playedDomainIn } from '../../adapters/transfer.sim.ts'
import { worldsIn } from '../../adapters/rehearsal-worlds.ts'
import type { SimulatedHosting } from '../../adapters/alternc.sim-state.ts'
import type { SimulatedGandi, SimulatedSet } from '../../adapters/gandi.sim-state.ts'
import { compose } from '../../compose.ts'
import { dnsProbes } from '../../compose/dns.ts'
import { writeZone } from '../../dns/zone/writing.ts'
import { configFrom } from '../../platform/config.ts'
import { migrate } from '../../platform/migrate.ts'
import { secretsOf } from '../../platform/secrets.ts'
import { removeFolder, temporaryFolder } from '../../testing/children.ts'
import { askAllTheTime, type Watched } from '../../testing/dns-askers.ts'
import { playSwitch, SCALE, type SwitchWorld } from '../../testing/switch-world.ts'
import type { Call, Ports } from '../../workflows/ports.ts'
import { playPeople } from '../../workflows/simulating/actions/people.ts'
import type { Simulation } from '../../workflows/simulating/actions/simulation.ts'
import { workOff } from '../../workflows/simulating/actions/work-off.ts'
import { publish } from '../../workflows/publishing/actions/publish.ts'
import type { Progress } from '../../workflows/engine/progress.ts'
import { startRun } from '../../workflows/runs/actions/start.ts'

const UNSIGNED = 'good-fanfare.fr'
const SIGNED = 'dnssec-atelier.fr'
const RASH = 'good-perdu.fr'
const NAMES = [UNSIGNED, SIGNED, RASH]
const DAY_S = 86_400

const set = (rrset_name: string, rrset_type: string, ...rrset_values: string[]): SimulatedSet => ({ rrset_name, rrset_type, rrset_ttl: DAY_S, rrset_values })
/** A zone as Gandi writes it, with what easily gets lost. */
const atGandi = (domain: string): SimulatedSet[] => [
  set('@', 'SOA', 'ns1.gandi.net. hostmaster.gandi.net. 1700000000 10800 3600 604800 10800'), set('@', 'NS', 'ns-119-a.gandi.net.', 'ns-25-b.gandi.net.'),
  set('@', 'A', '192.0.2.1'), set('@', 'AAAA', '2001:db8::1'), set('@', 'MX', '10 spool.mail.gandi.net.', '50 fb.mail.gandi.net.'), set('@', 'TXT', '"v=spf1 include:_mailcust.gandi.net ?all"'),
  set('@', 'CAA', '0 issue "letsencrypt.org"'), set('www', 'CNAME', `${domain}.`), set('webmail', 'CNAME', 'webmail.gandi.net.'), set('gm1._domainkey', 'CNAME', 'gm1.gandimail.net.'), set('_imaps._tcp', 'SRV', '0 1 993 mail.gandi.net.'),
  set('club._domainkey', 'TXT', '"v=DKIM1; k=rsa; p=ABC"'), set('nuage', 'A', '198.51.100.7'), set('*', 'A', '198.51.100.8'), set('liste', 'MX', '10 a.listes.example.'),
]
const textOf = (records: readonly SimulatedSet[]) => records.filter(({ rrset_type: type }) => type !== 'SOA')
  .flatMap(({ rrset_name: name, rrset_ttl: ttl, rrset_type: type, rrset_values: values }) => values.map(value => `${name} ${Math.max(1, Math.round(ttl / SCALE))} ${type} ${value}\n`)).join('')

const same = (data: string) => [[data]]
/** What is right to answer: as it was, or as it will be. Each MX is one that takes the mail of the domain's addresses. */
const watchedOf = (domain: string): Watched[] => ([
  ['', 'A', [['192.0.2.1'], ['192.0.2.80']]], ['www.', 'A', [['192.0.2.1'], ['192.0.2.80']]], ['', 'AAAA', [['2001:db8::1'], []]],
  ['', 'MX', [['10 spool.mail.gandi.net.', '50 fb.mail.gandi.net.'], ['5 mail.hosting.example.']]], ['', 'TXT', [['"v=spf1 include:_mailcust.gandi.net ?all"'], ['"v=spf1 a mx ?all"']]],
  ['', 'CAA', same('0 issue "letsencrypt.org"')], ['club._domainkey.', 'TXT', same('"v=DKIM1; k=rsa; p=ABC"')], ['nuage.', 'A', same('198.51.100.7')], ['whatever.', 'A', same('198.51.100.8')],
  ['liste.', 'MX', [['10 a.listes.example.'], ['5 a.listes.example.']]],
] as const).map(([name, type, right]) => ({ zone: `${domain}.`, name: `${name}${domain}.`, type, right }))

let dns: SwitchWorld
let folder = ''
beforeAll(async () => {
  folder = temporaryFolder('switch')
  dns = await playSwitch(NAMES.map(name => `${name}.`))
})
afterAll(async () => {
  await dns.stop()
  removeFolder(folder)
})

test('a domain that moves by the workflow is never without an answer, whoever asks and whatever is amiss on our side', async () => {
  await Promise.all(NAMES.map(name => dns.domain(`${name}.`, { old: textOf(atGandi(name)), isSigned: name !== UNSIGNED })))
  await dns.settle()
  const askers = askAllTheTime(dns, NAMES.flatMap(watchedOf))
  // Somebody who does not wait: our secondary does not hold the zone, and the registry still vouches for signatures.
  dns.serve(`${RASH}.`, 0, `$ORIGIN ${RASH}.\n@ 1 SOA a. b. 1 1 1 1 1\n@ 1 NS ns1.hosting.example.\n${textOf(atGandi(RASH))}`)
  dns.change(`${RASH}.`, { parents: { nameServers: ['ns1.hosting.example.', 'ns2.hosting.example.'] } })
  await dns.settle()

  const moving = await theMove()
  const [unsigned, signed] = [troubled(moving, UNSIGNED, 1), troubled(moving, SIGNED, 2)]
  for (let turn = 0; !(moving.isThrough(1) && moving.isThrough(2)); turn++) {
    await moving.turn(turn)
    await unsigned.carry()
    await signed.carry()
    await wait(10)
  }
  // Whoever still went to Gandi would be lost now.
  for (const name of [UNSIGNED, SIGNED]) dns.change(`${name}.`, { old: '' })
  await dns.settle()
  await wait(500)
  await askers.stop()
  await moving.close()

  expect(unsigned.waitedFor()).toEqual(['nothing is served', 'the secondary', 'a record'])
  expect(signed.waitedFor()).toEqual(['a DS at one server of the registry'])
  for (const name of [UNSIGNED, SIGNED]) {
    expect(askers.wrong(`${name}.`)).toEqual([])
    expect(askers.asked(`${name}.`)).toBeGreaterThan(500)
    expect((await dns.ask({ name: `${name}.`, type: 'MX' }, dns.resolver, { recursive: true })).answers).toMatchObject([{ data: '5 mail.hosting.example.' }])
  }
  const lost = askers.wrong(`${RASH}.`).join('\n')
  expect(lost).toMatch(/the resolver: .* SERVFAIL/)
  expect(lost).toMatch(/127\.0\.0\.17: .* SERVFAIL/)
}, 240_000)

type Moving = Awaited<ReturnType<typeof theMove>>

/** Both runs of the real workflow, on a clock of which a second is half a day. */
async function theMove() {
  const composed = compose(configFrom({ PERMANENCE_DATABASE_URL: `sqlite:${join(folder, 'p.db')}`, PERMANENCE_DATA_DIR: folder }))
  const { database, workflows } = composed
  await migrate(database)
  // Those of people who are played.
  const secrets = secretsOf('a simulation has no secrets')
  let now = Date.UTC(2027, 0, 4, 9)
  const clock = () => new Date(now)
  const ports = portsOn(workflows.rehearsalPortsIn(folder), clock)
  const simulation: Simulation = {
    database, dice: { roll: () => 0, happens: (_what, probability) => probability > 0.3, pick: (_what, [first]) => first }, clock: { now: () => now, jumpTo: () => undefined, days: () => 0 },
    outside: { resultOf: () => undefined, keep: () => undefined, takeBack: () => undefined, attempt: () => 1, done: () => [] },
    world: { ...workflows, database, clock, ports, rehearsalPorts: ports, open: secrets.open, saying: { ...workflows.saying, seal: secrets.seal } },
  }
  const yaml = readFileSync(join(import.meta.dirname, 'gandi-transfer.yaml'), 'utf8')
  const actor = { kind: 'agent', id: 1 } as const
  await database.transaction(db => publish({ db, now: clock(), actor }, { yaml, from: 'file' }))
  const worlds = worldsIn(join(folder, 'worlds'))
  for (const [i, domain] of [UNSIGNED, SIGNED].entries()) {
    await worlds.within({ run: { id: i + 1 } as Call['run'], now }, (world) => {
      const registered = playedDomainIn(world, domain)
      const held = world.part<SimulatedGandi>('gandi', () => { throw new Error('There is no Gandi') }).held[domain]
      if (!held) throw new Error(`${domain} is not at Gandi`)
      held.records = atGandi(domain)
      if (domain === UNSIGNED) [registered.ds, held.keys] = [[], []]
      return Promise.resolve()
    })
    const start = { domain, what: 'all', email: 'bureau@pieds-au-sec.example' }
    await database.transaction(db => startRun({ db, now: clock(), actor }, { id: i + 1, workflow: 'gandi-transfer', ticketId: null, start, rehearsal: true, ownerId: 1 }, { seal: secrets.seal }))
  }
  const progress = new Map<number, Progress>()
  let last = Date.now()
  return {
    worlds, now: () => now,
    stepOf: (run: number, path: string) => progress.get(run)?.steps[path],
    isThrough: (run: number) => progress.get(run)?.steps['settle']?.state === 'done',
    async turn(turn: number) {
      await workOff(simulation)
      await playPeople(simulation, [1, 2], turn)
      for (const { id, progress: text } of await database.reader('runs').select<{ id: number, progress: string }[]>('id', 'progress')) progress.set(id, JSON.parse(text) as Progress)
      // On a slow machine, the clock of the runs goes no faster than they do.
      now += Math.min(Date.now() - last, 250) * SCALE
      last = Date.now()
    },
    close: () => composed.close(),
  }
}

/** What is played in rehearsals, but for the DNS, which is there; a survey finds it as it is. */
function portsOn(played: Ports, clock: () => Date): Ports {
  const probes = { ...played.probes, ...dnsProbes(dns.dns(clock)) }
  const survey = played.actions['domain.survey']
  const unsigned = probes['dns.unsigned']
  if (!survey || !unsigned) throw new Error('A port is missing')
  return {
    probes,
    actions: {
      ...played.actions,
      'domain.survey': {
        ...survey,
        async ensure(call) {
          const [acted, { result }] = [await survey.ensure(call), await unsigned.look(call)]
          return 'done' in acted ? { done: { ...acted.done, ds: result['ds'], dsTtl: result['dsTtl'] } } : acted
        },
      },
    },
  }
}

/** Carries what happens at the played Gandi and hosting to the name servers, late and with all that may be amiss; each trouble is mended once the workflow has been seen to wait for it. */
function troubled(moving: Moving, domain: string, run: number) {
  const zone = `${domain}.`
  const waited: string[] = []
  let [carried, at] = ['', 0]
  const isTroubled = domain === UNSIGNED
  const waitsAt = (path: string) => {
    const step = moving.stepOf(run, path)
    return step?.state === 'looking' ? step.seen?.says ?? '' : ''
  }
  const byHand = () => String(moving.stepOf(run, 'zone')?.result?.['byHand'] ?? '')

  function ours(): string {
    const { domains } = JSON.parse(readFileSync(join(folder, `hosting-${run}.json`), 'utf8')) as SimulatedHosting
    const written = domains.find(({ name }) => name === domain)?.zones.at(-1)?.records ?? []
    return writeZone(written, { zone })
  }
  const TROUBLES = isTroubled
    ? [
        { what: 'nothing is served', isSeen: () => /ns1\S+ 127\S+ refused/.test(waitsAt('ready')), mend: () => dns.serve(zone, 0, ours()) },
        { what: 'the secondary', isSeen: () => /ns2\S+ 127\S+ lame.* CAA/.test(waitsAt('ready')) && !waitsAt('ready').includes('refused'), mend: () => dns.serve(zone, 1, ours()) },
        { what: 'a record', isSeen: () => /^ns1\S+ 127\S+ \d+; ns2\S+ 127\S+ \d+; .* CAA/.test(waitsAt('ready')), mend: () => { for (const each of [0, 1] as const) dns.serve(zone, each, `${ours()}\n${byHand()}\n`) } },
      ]
    : [{ what: 'a DS at one server of the registry', isSeen: () => /b\.nic\S+ DS/.test(waitsAt('forgotten')) && !/a\.nic\S+ DS/.test(waitsAt('forgotten')), mend: () => dns.change(zone, { parents: { ds: false } }) }]

  return {
    waitedFor: () => waited,
    async carry() {
      const state = await moving.worlds.within({ run: { id: run } as Call['run'], now: moving.now() }, world => Promise.resolve({ registered: structuredClone(playedDomainIn(world, domain)), records: world.part<SimulatedGandi>('gandi', () => { throw new Error('There is no Gandi') }).held[domain]?.records ?? [] }))
      const { registered: { ds, nameServers }, records } = state
      const isServed = !isTroubled && moving.stepOf(run, 'by_hand')?.state === 'done'
      const now = JSON.stringify([records, ds, nameServers, isServed])
      const trouble = TROUBLES[at]
      if (trouble?.isSeen()) {
        waited.push(trouble.what)
        trouble.mend()
        at += 1
        return dns.settle()
      }
      if (now === carried) return
      carried = now
      const isMoved = nameServers.every(name => name.includes('hosting.example'))
      const parents = isMoved ? { nameServers: nameServers.map(name => `${name.replace(/\.$/, '')}.`) } : {}
      dns.change(zone, { old: textOf(records), at: 0, parents: { ...parents, ds: ds.length > 0 } })
      if (isServed) for (const each of [0, 1] as const) dns.serve(zone, each, `${ours()}\n${byHand()}\n`)
      await dns.settle()
      // The other server of the registry is later.
      await wait(200)
      dns.change(zone, { at: 1, parents })
      await dns.settle()
    },
  }
}
