import { z } from 'zod'
import { Refusal } from '../../../platform/errors.ts'
import type { ActionPort } from '../../../workflows/ports.ts'
import { hasMail, type GandiDomain } from '../../gandi/domain.ts'
import type { Gandi } from '../../gandi/ports.ts'
import { unseenDomain } from '../../gandi/rights.ts'
import { longest } from '../../gandi/zone-changes.ts'
import { INVENTORY, inventoryResult, TOKEN, tokenResult } from '../gandi-results.ts'
import { Domain } from '../transfer-asked.ts'
import { gandiOf, type GandiWorld } from './gandi-call.ts'
import { asked } from '../../../workflows/asked.ts'

const About = z.object({ domain: Domain })

/** `gandi.token`: what the member's token may do with the domain, and until when; nothing is changed. */
export const tokenAction = (world: GandiWorld): ActionPort => ({
  takes: { needed: ['token', 'domain'] },
  gives: TOKEN,
  async ensure(call) {
    const { domain } = asked(About, call.with)
    const gandi = await gandiOf(world, call)
    const facts = await gandi.token()
    if (!await gandi.domain(domain)) throw unseenDomain(domain)
    return { done: tokenResult(facts, call.now) }
  },
})

/** `gandi.inventory`: everything that Gandi has of a domain, so that nothing is forgotten. */
export const inventoryAction = (world: GandiWorld): ActionPort => ({
  takes: { needed: ['token', 'domain'] },
  gives: INVENTORY,
  async ensure(call) {
    const { domain } = asked(About, call.with)
    const gandi = await gandiOf(world, call)
    const facts = await gandi.domain(domain)
    if (!facts) throw unseenDomain(domain)
    const [keys, zone, mail] = [await gandi.registryKeys(domain), await zoneOf(gandi, facts), await mailOf(gandi, facts)]
    return { done: inventoryResult({ facts, keys, ...zone, ...mail, redirections: await gandi.redirections(domain) }) }
  },
})

/** The zone, where Gandi holds it. */
async function zoneOf(gandi: Gandi, { domain, services }: GandiDomain) {
  if (!services.some(service => service === 'gandilivedns' || service === 'gandidns')) return { records: [], zone: '' }
  return { records: await gandi.records(domain), zone: await gandi.zoneText(domain) }
}

/** Its mail. A token that may not see it is no hindrance where there is none. */
async function mailOf(gandi: Gandi, facts: GandiDomain) {
  try {
    return { mailboxes: await gandi.mailboxes(facts.domain), forwards: await gandi.forwards(facts.domain) }
  }
  catch (error) {
    if (!hasMail(facts) && error instanceof Refusal && error.details['reason'] === 'right') return { mailboxes: [], forwards: [] }
    throw error
  }
}

/** `gandi.snapshot`: keeps the zone at Gandi as it is now, once for each run. */
export const snapshotAction = (world: GandiWorld): ActionPort => ({
  takes: { needed: ['token', 'domain'] },
  gives: ['snapshot', 'records', 'highestTtl'],
  async ensure(call) {
    const { domain } = asked(About, call.with)
    const gandi = await gandiOf(world, call)
    const snapshot = await gandi.ensureSnapshot(domain, `permanence-${call.run.id}`)
    const records = await gandi.snapshot(domain, snapshot)
    return { done: { snapshot, records: records.length, highestTtl: longest(records) } }
  },
})
