import type { Plan } from '../../dns/survey/contract.ts'
import type { SurveyFacts } from '../../dns/survey/facts.ts'
import { mailAt } from '../../dns/survey/findings/mail.ts'
import { isGandi, type Ours } from '../../dns/survey/ground.ts'
import { rulesOf } from '../../dns/tlds/rules.ts'
import type { Result } from '../../workflows/engine/progress.ts'

/** The names of what a survey gives to a workflow. */
export const SURVEY_GIVES = [
  'eligible', 'headline', 'blocks', 'lost', 'until', 'registrar', 'ianaId', 'expires', 'nameServers', 'dnsAt', 'ds', 'dsTtl', 'nsTtl', 'highestTtl', 'mailAt', 'tld', 'registry', 'codeRequired', 'codeValidityDays', 'waitDays', 'refusedWaitDays',
] as const

/**
 * What a survey gives to a workflow, to branch on. `eligible`: nothing keeps the domain from leaving, but perhaps a lock that its member can lift;
 * it is false when the registry has not said so. Instants as ISO texts, spans in seconds, null for what is not known.
 */
export function surveyResult(facts: SurveyFacts, plan: Plan, ours: Ours): Result {
  const codes = (weight: 'blocks' | 'lost') => plan.findings.filter(one => one.weight === weight).map(({ code }) => code)
  const { headline: { kind, at } } = plan
  const blocks = codes('blocks')
  const { waitDays, refusedWaitDays, suffix, registry, codeRequired, codeValidityDays } = rulesOf(facts.domain)
  return {
    eligible: kind === 'now' || (kind === 'after' && blocks.every(code => code === 'locked')), headline: kind, blocks, lost: codes('lost'), until: instant(at),
    ...registered(facts), ...served(facts, ours), mailAt: mailAt({ facts, ours }),
    tld: suffix, registry, codeRequired, codeValidityDays, waitDays, refusedWaitDays,
  }
}

const instant = (at: number | null | undefined) => typeof at === 'number' ? new Date(at).toISOString() : null

function registered({ registration: { facts } }: SurveyFacts): Result {
  const known = facts?.known
  return { registrar: known?.registrar?.name ?? null, ianaId: known?.registrar?.ianaId ?? null, expires: instant(known?.expiresAt) }
}

function served({ delegation: { facts }, zone }: SurveyFacts, ours: Ours): Result {
  const { nameServers, ds, dsTtl, nsTtl } = facts ?? { nameServers: [], ds: [], dsTtl: null, nsTtl: null }
  return { nameServers, dnsAt: dnsAt(nameServers, ours), ds, dsTtl, nsTtl, highestTtl: zone.facts?.highestTtl ?? null }
}

function dnsAt(nameServers: readonly string[], ours: Ours): 'unknown' | 'here' | 'gandi' | 'elsewhere' {
  if (nameServers.length === 0) return 'unknown'
  if (nameServers.every(name => ours.nameServers.includes(name))) return 'here'
  return nameServers.some(isGandi) ? 'gandi' : 'elsewhere'
}
