import type { DnsAnswer } from '../dns/answer.ts'
import type { AskServer } from '../dns/ports.ts'
import type { DnsWorld } from '../dns/survey/actions/asking.ts'
import { dnsClient } from '../adapters/dns-client.ts'
import { startBind, zoneSigner, type Playing, type Signer } from './bind.ts'
import { freePorts } from './children.ts'
import { startNsd } from './nsd.ts'

/** Who is where; all listen on one port. */
export const [NIC_A, NIC_B, OLD_A, OLD_B, OURS, SECOND] = ['127.0.0.11', '127.0.0.12', '127.0.0.13', '127.0.0.14', '127.0.0.16', '127.0.0.17'] as const
/** Where each name server is. */
export const PLACES: Readonly<Record<string, string>> = { 'ns-119-a.gandi.net.': OLD_A, 'ns-25-b.gandi.net.': OLD_B, 'ns1.hosting.example.': OURS, 'ns2.hosting.example.': SECOND }

/** How many seconds of a workflow's clock one real second is: servers remember in real time, and nobody waits for days in a test. */
export const SCALE = 43_200
const [NS_TTL, DS_TTL] = [4, 2]

/** What the servers of the parent say of a domain; one may be later than the other. */
export type Parents = { nameServers: readonly string[], ds: boolean }[]
type Domain = { signer: Signer | undefined, old: string, parents: [Parents[number], Parents[number]], ours: [string, string] }

const soa = (zone: string, serial: number) => `$ORIGIN ${zone}\n$TTL 4\n@ IN SOA ns.${zone} root.${zone} ${serial} 3600 600 86400 1\n`
const RULES = `. 3600 IN SOA a.nic.fr. root.nic.fr. 1 3600 600 86400 1
. 3600 NS a.nic.fr.
fr. 3600 NS a.nic.fr.
fr. 3600 NS b.nic.fr.
a.nic.fr. 3600 A ${NIC_A}
b.nic.fr. 3600 A ${NIC_B}
${Object.entries(PLACES).map(([name, address]) => `${name} 3600 A ${address}\n`).join('')}`

export type SwitchWorld = {
  port: number
  /** Asks in real seconds. */
  ask: AskServer
  /** What workflows ask with: in seconds of their own clock. */
  dns: (clock: () => Date) => DnsWorld
  resolver: { address: string, port: number }
  /** A domain at its old servers, with a DS if it is signed. `old`: its lines; without any, they hold it no more. */
  domain: (name: string, domain: { old: string, isSigned: boolean }) => Promise<void>
  change: (name: string, change: { old?: string, parents?: Partial<Parents[number]>, at?: 0 | 1 }) => void
  /** What our primary (0) or secondary (1) holds; its whole text. */
  serve: (name: string, at: 0 | 1, text: string) => void
  /** Has the servers load whatever was changed, and waits until they have. */
  settle: () => Promise<void>
  stop: () => Promise<void>
}

/** A registry with two servers, the old hosting's, ours (BIND, and NSD as a secondary), and a resolver that validates and remembers. */
export async function playSwitch(names: readonly string[]): Promise<SwitchWorld> {
  const [port = 0, listen = 0] = await freePorts(2)
  const registry = await zoneSigner('fr.')
  const domains = new Map<string, Domain>()
  let serial = 1

  const parentText = (at: 0 | 1) => `${soa('fr.', serial)}@ NS a.nic\n@ NS b.nic\na.nic A ${NIC_A}\nb.nic A ${NIC_B}\n${[...domains].flatMap(([name, { signer, parents }]) => [
    ...parents[at].nameServers.map(server => `${name} ${NS_TTL} NS ${server}\n`), ...parents[at].ds && signer ? [`${name} ${DS_TTL} DS ${signer.ds}\n`] : [],
  ]).join('')}`
  const oldText = (name: string, { signer, old }: Domain) => {
    const text = `${soa(name, serial)}${old}`
    return signer ? signer.sign(text) : Promise.resolve(text)
  }
  async function playing(): Promise<Playing[]> {
    const olds = Object.fromEntries(await Promise.all([...domains].filter(([, { old }]) => old !== '').map(async ([name, domain]) => [name, await oldText(name, domain)] as const)))
    const ours = Object.fromEntries([...domains].flatMap(([name, domain]) => domain.ours[0] === '' ? [] : [[name, domain.ours[0]]]))
    const [first, second] = await Promise.all(([0, 1] as const).map(at => registry.sign(parentText(at))))
    return [
      { address: NIC_A, zones: { '.': RULES, 'fr.': first ?? '' } }, { address: NIC_B, zones: { '.': RULES, 'fr.': second ?? '' } },
      { address: OLD_A, zones: olds }, { address: OLD_B, zones: olds }, { address: OURS, zones: ours },
    ]
  }
  const secondary = () => ({ 'hosting.example.': `${soa('hosting.example.', 1)}@ NS ns2\n`, ...Object.fromEntries(names.map(name => [name, domains.get(name)?.ours[1] ?? ''])) })

  const [bind, nsd] = [await startBind(port, await playing()), await startNsd(port, [SECOND], secondary())]
  const resolver = await startBind(port, [{ address: '127.0.0.1', resolves: { root: NIC_A, anchor: registry.anchor } }], listen)
  const isAllowed = (address: string) => address.startsWith('127.')
  const place = { address: '127.0.0.1', port: listen }
  const { ask, transfer } = dnsClient({ isAllowed, port, resolvers: [place], patienceMs: 2_500 })

  const one = (name: string) => {
    const domain = domains.get(name)
    if (!domain) throw new Error(`${name} is nowhere`)
    return domain
  }
  return {
    port, ask, resolver: place,
    dns: clock => ({ ask: async (...asked) => inSecondsOfWorkflows(await ask(...asked)), transfer, resolvers: [place], clock }),
    async domain(name, { old, isSigned }) {
      const before = { nameServers: ['ns-119-a.gandi.net.', 'ns-25-b.gandi.net.'], ds: isSigned }
      domains.set(name, { signer: isSigned ? await zoneSigner(name) : undefined, old, parents: [before, before], ours: ['', ''] })
    },
    change(name, { old, parents, at }) {
      const domain = one(name)
      domain.old = old ?? domain.old
      for (const each of [0, 1] as const) if (at === undefined || at === each) domain.parents[each] = { ...domain.parents[each], ...parents }
    },
    serve(name, at, text) { one(name).ours[at] = text },
    async settle() {
      serial += 1
      bind.load(await playing())
      nsd.load(secondary())
      await untilSerial(ask, [NIC_A, NIC_B].map(address => ({ address, zone: 'fr.', serial })))
      await untilSerial(ask, [...domains].filter(([, { old }]) => old !== '').flatMap(([zone]) => [OLD_A, OLD_B].map(address => ({ address, zone, serial }))))
    },
    async stop() {
      await Promise.all([bind, nsd, resolver].map(server => server.stop()))
      for (const { remove } of [registry, ...[...domains.values()].flatMap(({ signer }) => signer ?? [])]) remove()
    },
  }
}

const inSecondsOfWorkflows = <T extends DnsAnswer>(answer: T): T => {
  const slower = (records: DnsAnswer['answers']) => records.map(record => ({ ...record, ttl: record.ttl * SCALE }))
  return { ...answer, answers: slower(answer.answers), authorities: slower(answer.authorities), additionals: slower(answer.additionals) }
}

async function untilSerial(ask: AskServer, wanted: readonly { address: string, zone: string, serial: number }[]) {
  for (const { address, zone, serial } of wanted) {
    for (;;) {
      const heard = await ask({ name: zone, type: 'SOA' }, { address }).catch(() => undefined)
      if (heard?.answers.some(({ type, data }) => type === 'SOA' && Number(data.split(' ')[2]) >= serial)) break
    }
  }
}
