import { rulesOf } from '../tlds/rules.ts'
import { shownDomain } from './asked.ts'
import { Plan, partNames, type SurveyDetail, type SurveySummary } from './contract.ts'
import type { SurveyFacts } from './facts.ts'
import type { Ours } from './ground.ts'
import { factsIn, stateOf } from './kept.ts'
import { planOf } from './plan.ts'

/** A survey as it is kept. */
export type SurveyRow = { id: number, domain: string, ticketId: number | null, agentId: number | null, agentName: string | null, state: string, headline: string | null, createdAt: number, facts: string }

/** A survey on a line. */
export const summaryOf = (row: Omit<SurveyRow, 'facts'>, now: number): SurveySummary => ({
  id: row.id, domain: row.domain, shown: shownDomain(row.domain), ticketId: row.ticketId,
  askedBy: row.agentId === null || row.agentName === null ? null : { id: row.agentId, name: row.agentName },
  state: stateOf(row, now), at: row.createdAt,
  headline: row.headline === null ? null : Plan.shape.headline.parse(JSON.parse(row.headline)),
})

/** What a survey means at the time when it was made. */
export const judged = (facts: SurveyFacts, ours: Ours): Plan => planOf({ facts, ours, rules: rulesOf(facts.domain), now: facts.at })

/** A survey with all that was found; what it means is said once everything has come. */
export function detailOf(row: SurveyRow, { ours, now }: { ours: Ours, now: number }): SurveyDetail {
  const { facts, come } = factsIn(row.facts, { domain: row.domain, at: row.createdAt })
  const summary = summaryOf(row, now)
  return {
    ...summary,
    parts: partNames.map(part => ({ part, state: stateOfPart(facts[part].facts !== null, come.includes(part)), failure: facts[part].failure })),
    ...registered(facts),
    plan: summary.state === 'done' ? judged(facts, ours) : null,
    servers: serversIn(facts, ours),
    records: facts.zone.facts?.records ?? [],
  }
}

const stateOfPart = (isFound: boolean, hasCome: boolean) => isFound ? 'found' : hasCome ? 'failed' : 'waiting'

function registered({ registration: { facts } }: SurveyFacts): Pick<SurveyDetail, 'registrar' | 'expiresAt'> {
  const known = facts?.known
  return { registrar: known?.registrar?.name ?? null, expiresAt: known?.expiresAt ?? null }
}

const serversIn = ({ zone: { facts } }: SurveyFacts, ours: Ours): SurveyDetail['servers'] =>
  (facts?.servers ?? []).map(({ name, address, udp, tcp, serial, failure }) => ({ name, address, ours: ours.nameServers.includes(name), udp, tcp, serial, failure }))
