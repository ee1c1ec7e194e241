import type { ActionPort, Call, Ports, ProbePort } from '../workflows/ports.ts'
import type { Result } from '../workflows/engine/progress.ts'
import { playedSurvey } from './survey.sim.ts'

const MOST_LOOKS = 10_000
const DAY_MS = 86_400_000

const soon = () => new Date(Date.now() + 2 * DAY_MS).toISOString()

/** What a rehearsal sees where the definition gives no example. */
const plays: Readonly<Record<string, (given: Result) => Result>> = {
  'web.answers': ({ url = 'https://www.example.org/', status = 200 }) => ({ status, url }),
  'web.certificate': ({ host = 'www.example.org' }) => ({ expires: new Date(Date.now() + 90 * DAY_MS).toISOString(), issuer: 'Let’s Encrypt', names: [host], days: 90 }),
  'domain.survey': ({ domain = 'assoc-good.fr' }) => playedSurvey(String(domain), Date.now()),
  'domain.can-leave': ({ domain = 'assoc-good.fr' }) => ({ ...playedSurvey(String(domain), Date.now()), eligible: true }),
  'dns.delegated': ({ servers = [] }) => ({ nameServers: servers, nsTtl: 172_800, until: soon() }),
  'dns.ready': () => ({ serial: 1, lacking: [], ds: [] }),
  'dns.served': () => ({ serial: 1, lacking: [] }),
  'dns.unsigned': ({ was = 172_800 }) => ({ ds: [], dsTtl: was, until: soon() }),
  'dns.resolves': ({ expected = '192.0.2.10' }) => ({ answers: Array.isArray(expected) ? expected : [expected] }),
}

type Port = { gives: readonly string[] }

const resultOf = (name: string, { gives }: Port, { with: given, run: { example } }: Call): Result =>
  example ?? plays[name]?.(given) ?? Object.fromEntries(gives.map(result => [result, null]))

/** What a simulator plays in the place of ports, by their names. */
export type Played = { actions?: Readonly<Record<string, ActionPort['ensure']>>, undos?: Readonly<Record<string, NonNullable<ActionPort['undo']>>>, probes?: Readonly<Record<string, ProbePort['look']>> }

/** What several simulators play. */
export const playedTogether = (...played: readonly Played[]): Played => ({
  actions: Object.assign({}, ...played.map(({ actions }) => actions)) as NonNullable<Played['actions']>,
  undos: Object.assign({}, ...played.map(({ undos }) => undos)) as NonNullable<Played['undos']>,
  probes: Object.assign({}, ...played.map(({ probes }) => probes)) as NonNullable<Played['probes']>,
})

/** The same ports with nothing behind them but what is played, and what stays in the run: actions are done at once, probes see it at the second look; the result is the definition's example where it has one. */
export function rehearsalPorts({ actions, probes }: Ports, simulated: Played = {}): Ports {
  const looks = new Map<string, number>()
  const played = (name: string, port: ProbePort): ProbePort => ({
    ...port,
    look: simulated.probes?.[name] ?? ((call) => {
      const count = (looks.get(call.key) ?? 0) + 1
      looks.delete(call.key)
      looks.set(call.key, count)
      for (const oldest of looks.keys()) if (looks.size > MOST_LOOKS) looks.delete(oldest)
      return Promise.resolve({ passed: count > 1, says: count > 1 ? 'as it should be (rehearsal)' : 'not yet (rehearsal)', result: count > 1 ? resultOf(name, port, call) : {} })
    }),
  })
  return {
    actions: Object.fromEntries(Object.entries(actions).map(([name, port]) => [name, {
      ...port,
      ensure: simulated.actions?.[name] ?? (port.inside ? port.ensure : (call: Call) => Promise.resolve({ done: resultOf(name, port, call) })),
      ...port.undo ? { undo: simulated.undos?.[name] ?? (() => Promise.resolve()) } : {},
    }])),
    probes: Object.fromEntries(Object.entries(probes).map(([name, port]) => [name, played(name, port)])),
  }
}
