import { RemoteFailure } from '../../../platform/errors.ts'
import type { Health, HostingDesk } from '../../../provisioners/ports.ts'
import { Domain } from '../../steps/transfer-asked.ts'
import { zoneRefusal, type ZoneBefore } from '../before.ts'
import type { ZonePlanAnswer } from '../contract.ts'
import type { Comes } from '../moving.ts'
import { plannedFor, shownPlan } from '../planning.ts'
import type { LookAtServed } from '../ports.ts'

const PATIENCE_MS = { hosting: 10_000, nameServers: 20_000 }

/** Where our hosting is known from: what is connected, what the configuration says, and how its name servers are asked. */
export type ZoneWorld = { hosting?: HostingDesk | undefined, ours?: { nameServers: readonly string[], mailHosts: readonly string[] } | undefined, lookAtServed?: LookAtServed | undefined }

/** What is asked: `mailHost` and `webAddresses` as somebody typed them, over what the hosting says. */
export type Asked = { domain: string, mail: boolean, web: boolean, mailHost?: string | undefined, webAddresses?: readonly string[] | undefined }

/** The domain that somebody wrote, or a refusal. */
export function domainOf(written: string): string {
  const read = Domain.safeParse(written)
  if (!read.success) throw zoneRefusal(`${written} is no domain: write it as in assoc.org, accents as xn--…`, { why: 'domain' })
  return read.data
}

type House = Comes['hosting'] & Pick<Health, 'nameServers'>

/** What becomes of a zone at our hosting, and what our name servers serve of it now. Changes nothing, and keeps nothing. */
export async function planOf(world: ZoneWorld, before: ZoneBefore, asked: Asked): Promise<ZonePlanAnswer> {
  const { nameServers, ...known } = await houseOf(world)
  const planned = plannedFor(`${asked.domain}.`, before, comingTo(known, asked))
  if (!world.lookAtServed || nameServers.length === 0) return shownPlan(planned, { state: 'unasked' })
  const signal = AbortSignal.timeout(PATIENCE_MS.nameServers)
  return shownPlan(planned, await world.lookAtServed(planned.zone, { nameServers, names: planned.names, signal }))
}

/** What the hosting says of itself; where none does, what the configuration says. */
async function houseOf({ hosting, ours }: ZoneWorld): Promise<House> {
  const health = await healthOf(hosting)
  const [mailHost = null] = ours?.mailHosts ?? []
  const configured: House = { mailHost, webAddresses: [], nameServers: [...ours?.nameServers ?? []] }
  return health ? { mailHost: health.mailHost ?? mailHost, webAddresses: health.webAddresses, nameServers: health.nameServers } : configured
}

function comingTo(known: Comes['hosting'], { mail, web, mailHost, webAddresses }: Asked): Comes {
  const house = { mailHost: mailHost ?? known.mailHost, webAddresses: webAddresses ?? known.webAddresses }
  if (mail && house.mailHost === null) throw zoneRefusal('No hosting says where mail arrives: write the name of our mail server', { why: 'mail-host' })
  if (web && house.webAddresses.length === 0) throw zoneRefusal('No hosting says where sites are: write the addresses of our web server', { why: 'web-addresses' })
  return { mail, web, hosting: house }
}

/** Undefined where there is no hosting, or none that answers: what it would say may be typed. */
async function healthOf(hosting: HostingDesk | undefined): Promise<Health | undefined> {
  if (!hosting || !await hosting.isThere()) return undefined
  const signal = AbortSignal.timeout(PATIENCE_MS.hosting)
  try {
    return await hosting.provisioner.health(signal)
  }
  catch (error) {
    if (error instanceof RemoteFailure || signal.aborted) return undefined
    throw error
  }
}
