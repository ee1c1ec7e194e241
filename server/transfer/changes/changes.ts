import type { DnsRecord } from '../../dns/record.ts'
import { readZone } from '../../dns/zone/reading.ts'
import { ALTERNC } from '../../dns/zone/representation.ts'
import type { Definition } from '../../workflows/definition/schema.ts'
import { isSettled, type Progress } from '../../workflows/engine/progress.ts'
import { plannedFor, shownPlan } from '../zones/planning.ts'
import type { ServedNow } from '../zones/served-now.ts'
import type { ZonePlanAnswer } from '../zones/contract.ts'
import type { ZoneCategory } from '../../dns/zone/contract.ts'
import type { ChangesAnswer, MailboxCopied, RunChanges } from './contract.ts'
import { isSeenTo, usesIn, type Known, type Used } from './known.ts'
import { byHandIn, marksOf } from './marks.ts'
import { namesIn, saidIn, textIn, wordsIn } from './results.ts'

/** Reads from a run, by what its steps use, what is to become of a zone and all that belongs to it. */
export function knownIn(definition: Definition, progress: Progress): Known | undefined {
  const uses = usesIn(definition, progress)
  const done = (name: string) => uses(name).findLast(({ now }) => now.state === 'done')
  const zone = done('zone.plan')
  return zone && knownOf(zone, { definition, progress, uses, done })
}

type Run = { definition: Definition, progress: Progress, uses: (name: string) => Used[], done: (name: string) => Used | undefined }

function knownOf(zone: Used, { definition, progress, uses, done }: Run): Known | undefined {
  const hasTask = (plan: Used | undefined) => plan !== undefined && isSeenTo(definition, progress, `${plan.path}.byHand`)
  const [domain, before] = [textIn(zone.with, 'domain'), textIn(zone.with, 'zone')]
  if (!domain || !before) return undefined
  const mail = done('mail.plan')
  const [survey, inventory] = [done('domain.survey')?.result, done('gandi.inventory')?.result]
  const isSigned = namesIn(survey, 'ds').length > 0 || inventory?.['signed'] === true
  return {
    domain, before, comes: { mail: zone.with['mail'] === true, web: zone.with['web'] === true }, plan: zone.result,
    nameServers: { before: firstOf(namesIn(inventory, 'nameServers'), namesIn(survey, 'nameServers')), after: namesIn(zone.result, 'nameServers') },
    mail: mail?.result, hosting: done('hosting.plan')?.result,
    mailboxes: mailboxesIn(mail, uses('mail.copy')),
    seenTo: { records: hasTask(zone), mail: hasTask(mail) },
    dnssec: isSigned ? signedBy(uses('dns.unsigned').at(-1)) : 'none',
  }
}

const firstOf = (one: string[], other: string[]) => one.length > 0 ? one : other

function signedBy(probe: Used | undefined): Known['dnssec'] {
  if (!probe || !isSettled(probe.now)) return 'signed'
  return probe.now.state === 'done' ? 'unsigned' : 'still-signed'
}

/** Each mailbox that is planned, as its last copy stands; what earlier copies brought is counted too. */
function mailboxesIn(plan: Used | undefined, copies: readonly Used[]): MailboxCopied[] {
  const boxes = (plan?.result['boxes'] as { address?: unknown }[] | undefined) ?? []
  return boxes.map(({ address }) => {
    const all = copies.filter(({ with: handed }) => handed['address'] === address)
    const messages = all.reduce((sum, { result }) => sum + Number(result['copied'] ?? 0) + Number(result['found'] ?? 0), 0)
    return { address: String(address), state: stateOf(all.at(-1)), messages, missed: namesIn(all.findLast(({ result }) => 'unmatched' in result)?.result, 'unmatched') }
  })
}

function stateOf(copy: Used | undefined): MailboxCopied['state'] {
  const state = copy?.now.state
  if (state === 'done' || state === 'skipped' || state === 'failed') return state
  return state === 'acting' ? 'going' : 'coming'
}

/** What our own name servers serve, where they were asked. */
export type Served = ServedNow | { state: 'unasked' }

/** The zone as it was beside the one that was planned: the one that the hosting was asked for, not one worked out anew. */
export function zoneOf({ domain, before, comes, plan }: Known, now: Served): ZonePlanAnswer {
  const zone = `${domain}.`
  const { records, problems } = readZone(before, { origin: zone, ttl: 3600 })
  const old = records.map(({ name, ttl, type, data }): DnsRecord => ({ name, ttl, type, data }))
  const unread = problems.filter(({ kind }) => kind === 'unread').map(({ line, source, said }) => ({ line, source, why: said }))
  const planned = plannedFor(zone, { records: old, whole: unread.length === 0, unread }, { ...comes, hosting: { mailHost: textIn(plan, 'mailHost') ?? null, webAddresses: namesIn(plan, 'webAddresses') } })
  const fresh = readZone(textIn(plan, 'served') ?? '', { origin: zone, ttl: 3600 }).records
  const shown = shownPlan({ ...planned, plan: { ...planned.plan, records: fresh } }, now)
  const lines = textIn(plan, 'byHand')
  return { ...shown, planned: { ...shown.planned, handOver: lines ? { lines, where: ALTERNC.where } : null } }
}

/** The names to ask our name servers for. */
export const namesToAsk = (zone: ZonePlanAnswer): string[] => [...new Set(zone.planned.rows.map(({ name }) => name))]

/** A run's changes in one line. */
export function lineOf(runId: number, known: Known, zone: ZonePlanAnswer): RunChanges {
  const rowsOf = (...categories: ZoneCategory[]) => zone.planned.rows.filter(({ category }) => categories.includes(category))
  const kept = rowsOf('same', 'ttlOnly').reduce((sum, { new: fresh }) => sum + fresh.length, 0)
  const { mailboxes, mail, nameServers, domain } = known
  return {
    runId, domain, nameServers,
    counts: { kept, changed: rowsOf('expectedChange').reduce((sum, { new: fresh }) => sum + fresh.length, 0), left: zone.dropped.length, byHand: byHandIn(zone), other: rowsOf('missing', 'extra').length },
    mail: mail ? { boxes: mailboxes.length, copied: mailboxes.filter(({ state }) => state === 'done').length, messages: mailboxes.reduce((sum, { messages }) => sum + messages, 0) } : null,
    marks: marksOf(known, zone),
  }
}

/** A run's changes as a whole. */
export function wholeOf(runId: number, known: Known, zone: ZonePlanAnswer): NonNullable<ChangesAnswer['changes']> {
  const { hosting, mail, mailboxes } = known
  return { ...lineOf(runId, known, zone), zone, hosting: hosting ? { plan: wordsIn(hosting), objections: saidIn(hosting, 'objections') } : null, mailByHand: saidIn(mail, 'byHand'), mailboxes }
}
