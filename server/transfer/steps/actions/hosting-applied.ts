import { z } from 'zod'
import { standingOf } from '../../../provisioners/applied.ts'
import type { Call, ProbePort } from '../../../workflows/ports.ts'
import { AccountId } from '../hosting-given.ts'
import { servedBy, type Heard } from '../hosting-served.ts'
import type { AskNameServer, HostingSteps } from './hosting-world.ts'
import { asked } from '../../../workflows/asked.ts'

const Given = z.object({ account: AccountId, domain: z.string().trim().toLowerCase().nullish() })

/** `hosting.applied`: the hosting has done what was wished of it, and each of its name servers serves the same zone. Without a domain, all of them. */
export const hostingAppliedProbe = ({ deskFor }: HostingSteps): ProbePort => ({
  takes: { needed: ['account'], optional: ['domain'] },
  gives: ['waiting', 'failed', 'serial'],
  async look(call) {
    const { account, domain } = asked(Given, call.with)
    const { provisioner, askNameServer } = await deskFor(call)
    const hosting = await provisioner.read(account, call.signal)
    const names = domain ? [domain] : hosting.domains.map(({ name }) => name)
    const { state, waiting, failed } = standingOf(hosting, names)
    const told = failed.map(({ what, says }) => says === null ? what : `${what}: ${says}`)
    if (state !== 'applied') return { passed: false, says: state === 'failed' ? `the hosting could not: ${told.join(', ')}` : `the hosting still has to: ${waiting.join(', ')}`, result: { waiting, failed: told, serial: null } }
    const { nameServers } = await provisioner.health(call.signal)
    const served = names.filter(name => hosting.domains.some(one => one.name === name && one.hostsDns))
    const heard = await Promise.all(served.map(async name => servedBy(name, await heardOf(askNameServer, { name, nameServers, call }))))
    const late = heard.filter(({ passed }) => !passed)
    const says = late.length > 0 ? late.map(({ says }) => says).join('; ') : served.length === 0 ? 'applied' : `applied, and the same on ${nameServers.length} name servers`
    return { passed: late.length === 0, says, result: { waiting: [], failed: [], serial: heard[0]?.serial ?? null } }
  },
})

type Whom = { name: string, nameServers: readonly string[], call: Call }

async function heardOf(ask: AskNameServer, { name, nameServers, call }: Whom): Promise<Heard[]> {
  return Promise.all(nameServers.map(async (server): Promise<Heard> => {
    try { return { server, answer: await ask(server, { name: `${name}.`, type: 'SOA' }, call.signal) } }
    catch { return { server, answer: null } }
  }))
}
