import { join } from 'node:path'
import { keptAlternc } from '../adapters/alternc.sim-file.ts'
import { dnsClient } from '../adapters/dns-client.ts'
import { resolversOf } from '../adapters/dns-resolvers.ts'
import { playedTogether, type Played } from '../adapters/workflow-ports.sim.ts'
import { hostedMembers } from '../demo/hosting.ts'
import { isDemonstration } from '../demo/queries.ts'
import type { Config } from '../platform/config.ts'
import type { Database } from '../platform/db.ts'
import { provision } from '../provisioners/actions/provision.ts'
import type { Proving } from '../provisioners/authority/actions/send-code.ts'
import { CODE_MS } from '../provisioners/authority/claims.ts'
import type { HostingDesk, Provisioner } from '../provisioners/ports.ts'
import { namedAbove } from '../transfer/steps/actions/dns-parent.ts'
import { Ready } from '../transfer/steps/actions/dns-ready.ts'
import { expectedRecords, isAnswered, setsOf } from '../transfer/steps/dns-asked.ts'
import { hostingPorts } from '../transfer/steps/actions/hosting.ts'
import { hostingSteps, type AskNameServer, type HostingSteps } from '../transfer/steps/actions/hosting-world.ts'
import { nameServersBy } from '../transfer/steps/actions/name-servers.ts'
import { asked } from '../workflows/asked.ts'
import type { Call, Ports, ProbePort } from '../workflows/ports.ts'
import { dnsBy } from './dns.ts'
import { playedLeaving } from './leaving.ts'

type Parts = { database: Database, clock: () => Date, config: Pick<Config, 'dataDir' | 'hostingPanelUrl'>, provisioner: Provisioner | undefined }

/** The hosting that is configured or, where none is, the one that the demonstration plays for itself alone. */
export function hostingDesk({ database, clock, config: { dataDir, hostingPanelUrl: panelUrl }, provisioner }: Parts): HostingDesk {
  if (provisioner) return { provisioner, panelUrl, isThere: () => Promise.resolve(true) }
  const played = keptAlternc(join(dataDir, 'demonstration', 'hosting.json'), { clock })
  let settled: Promise<void> | undefined
  return {
    provisioner: played, panelUrl,
    async isThere() {
      if (!await isDemonstration(database.reader)) return false
      await (settled ??= settle(played))
      return true
    },
  }
}

/** The members of the demonstration who have an account have it, with what they have; what somebody changed there stays. */
async function settle(played: Provisioner) {
  for (const { account, desired } of hostedMembers) {
    if ((await played.find({ login: account.login })).length > 0) continue
    const { id } = await played.createAccount(account, { plain: 'permanence' })
    await provision(played, { accountId: id, desired })
  }
}

/** The steps at the hosting, for runs that are meant. */
export function hostingWorkflowPorts({ resolvers: chosen, ...parts }: Omit<Proving, 'provisioner'> & { hosting: HostingDesk, resolvers: readonly string[] }): Ports {
  const resolvers = resolversOf(chosen)
  return hostingPorts(hostingSteps({ ...parts, askNameServer: nameServersBy(dnsClient({ resolvers }).ask, resolvers), namedAbove: namedAbove(dnsBy({ resolvers: chosen }, parts.clock)) }))
}

/** The same steps at a hosting that is played, each run's own, kept in that folder; nobody has to prove anything there. */
export function playedHosting(folder: string): Played {
  const deskFor: HostingSteps['deskFor'] = (call) => {
    const hosting = keptAlternc(join(folder, `hosting-${call.run.id}.json`), { clock: () => new Date(call.now), lenient: true })
    return Promise.resolve({ provisioner: hosting, askNameServer: (server, question) => Promise.resolve(hosting.answers(server, question)) })
  }
  const ready: ProbePort['look'] = async (call) => {
    const { askNameServer } = await deskFor(call)
    return readyAt(askNameServer, call)
  }
  const done = () => Promise.resolve()
  const { actions, probes } = hostingPorts({ deskFor, authority: { authorise: done, noteMade: done, checkCode: done, sendCode: ({ now }) => Promise.resolve(now + CODE_MS), remember: (_call, _what, see) => see() } })
  const named = <T, R>(all: Readonly<Record<string, T>>, of: (port: T) => R | undefined) => Object.fromEntries(Object.entries(all).flatMap(([name, port]) => { const part = of(port); return part === undefined ? [] : [[name, part]] })) as Record<string, R>
  return playedTogether({ actions: named(actions, ({ ensure }) => ensure), undos: named(actions, ({ undo }) => undo), probes: { ...named(probes, ({ look }) => look), 'dns.ready': ready } }, playedLeaving(deskFor))
}

/** Whether the name servers of a hosting that is played serve what was planned; what is written by hand beside a panel, nobody writes there. */
async function readyAt(ask: AskNameServer, call: Call): ReturnType<ProbePort['look']> {
  const { domain, servers, records } = asked(Ready, call.with)
  const sets = setsOf(expectedRecords(records, domain)).flatMap(set => servers.map(server => ({ server, set })))
  const answered = await Promise.all(sets.map(async ({ server, set }) => isAnswered(set, await ask(server, set, call.signal))))
  const lacking = sets.filter((_one, i) => !answered[i]).map(({ server, set: { name, type } }) => `${server} ${name} ${type}`)
  return { passed: lacking.length === 0, says: lacking.length === 0 ? 'as planned (rehearsal)' : lacking.join('; '), result: { serial: 1, lacking, ds: [] } }
}
