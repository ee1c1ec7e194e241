import { z } from 'zod'
import { Refusal } from '../../../platform/errors.ts'
import type { ActionPort } from '../../../workflows/ports.ts'
import type { RrSet } from '../../gandi/domain.ts'
import { lackingIn, lengthenedAgain, longest, shortened } from '../../gandi/zone-changes.ts'
import { Domain, NameServers, RrSets } from '../transfer-asked.ts'
import { shortEverywhereAt } from '../waits.ts'
import { actedOnce, gandiOf, takenBack, type GandiWorld } from './gandi-call.ts'
import { asked } from '../../../workflows/asked.ts'

const Snapshot = z.string().min(1).max(200)
const Lowering = z.object({ domain: Domain, snapshot: Snapshot, ttl: z.coerce.number().int().min(300).max(86_400).nullish() })

/** `gandi.lower-ttls`: every record is remembered for five minutes only, and was for `before` seconds. By `until` the whole world knows. */
export const lowerTtlsAction = (world: GandiWorld): ActionPort => ({
  takes: { needed: ['token', 'domain', 'snapshot'], optional: ['ttl'] },
  gives: ['ttl', 'before', 'until'],
  async ensure(call) {
    const { domain, snapshot, ttl } = asked(Lowering, call.with)
    const gandi = await gandiOf(world, call)
    await gandi.ensureRecords(domain, shortened(await gandi.records(domain), ttl ?? 300))
    const before = longest(await gandi.snapshot(domain, snapshot))
    return { done: { ttl: ttl ?? 300, before, until: shortEverywhereAt(call.now, before) } }
  },
  async undo(call) {
    const { domain, snapshot } = asked(Lowering, call.with)
    const gandi = await gandiOf(world, call)
    await gandi.ensureRecords(domain, lengthenedAgain(await gandi.records(domain), await gandi.snapshot(domain, snapshot)))
  },
})

const Changing = z.object({ domain: Domain, snapshot: Snapshot, records: RrSets })

/** `gandi.records`: writes records into the zone at Gandi, to try the new servers while the way back takes five minutes. */
export const recordsAction = (world: GandiWorld): ActionPort => ({
  takes: { needed: ['token', 'domain', 'snapshot', 'records'] },
  gives: ['changed', 'undone'],
  async ensure(call) {
    const { domain, snapshot, records } = asked(Changing, call.with)
    const gandi = await gandiOf(world, call)
    const before = await gandi.snapshot(domain, snapshot)
    await gandi.ensureRecords(domain, records)
    return { done: { changed: lackingIn(before, records).length, undone: formerOf(records, before).length } }
  },
  async undo(call) {
    const { domain, snapshot, records } = asked(Changing, call.with)
    const gandi = await gandiOf(world, call)
    await gandi.ensureRecords(domain, formerOf(records, await gandi.snapshot(domain, snapshot)).map(set => ({ ...set, ttl: 300 })))
  },
})

/** What stood under the same names and types before. */
const formerOf = (records: readonly RrSet[], before: readonly RrSet[]) => before.filter(({ name, type }) => records.some(one => one.name === name && one.type === type))

const About = z.object({ domain: Domain })

/** `gandi.unsign`: no DNSSEC any more at Gandi and at the registry. The world remembers for a while yet: `dns.unsigned` says how long. */
export const unsignAction = (world: GandiWorld): ActionPort => ({
  takes: { needed: ['token', 'domain'] },
  gives: ['signed'],
  async ensure(call) {
    const { domain } = asked(About, call.with)
    return actedOnce([await (await gandiOf(world, call)).ensureUnsigned(domain)], { signed: false })
  },
})

const Switching = z.object({ domain: Domain, nameServers: NameServers, before: NameServers })

/** `gandi.switch-name-servers`: the registry names ours. Taken back, it names those from before, whose zone is still there. */
export const switchNameServersAction = (world: GandiWorld): ActionPort => ({
  takes: { needed: ['token', 'domain', 'nameServers', 'before'] },
  gives: ['nameServers', 'before'],
  async ensure(call) {
    const { domain, nameServers, before } = asked(Switching, call.with)
    const gandi = await gandiOf(world, call)
    // A signed zone whose servers change is a zone that nobody can look up.
    if ((await gandi.registryKeys(domain)).length > 0) throw new Refusal('conflict', 'The registry still has keys of this domain (DNSSEC): take them away first, and wait until the world has forgotten them')
    return actedOnce([await gandi.ensureNameServers(domain, nameServers)], { nameServers, before })
  },
  async undo(call) {
    const { domain, before } = asked(Switching, call.with)
    takenBack(await (await gandiOf(world, call)).ensureNameServers(domain, before))
  },
})
