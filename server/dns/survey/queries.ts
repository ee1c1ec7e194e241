import type { Db } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import type { DnsRecord } from '../record.ts'
import type { SurveyDetail, SurveySummary } from './contract.ts'
import type { Ours } from './ground.ts'
import { factsIn } from './kept.ts'
import { detailOf, summaryOf, type SurveyRow } from './view.ts'

const COLUMNS = { id: 'surveys.id', domain: 'surveys.domain', ticketId: 'surveys.ticket_id', agentId: 'surveys.agent_id', agentName: 'agents.name', state: 'surveys.state', headline: 'surveys.headline', createdAt: 'surveys.created_at' } as const
const MOST = 50

const surveysWithAgents = (db: Db) => db('surveys').leftJoin('agents', 'agents.id', 'surveys.agent_id')

/** The newest surveys, of a domain or a ticket or of all. */
export async function surveys(db: Db, { domain, ticketId, now }: { domain?: string | undefined, ticketId?: number | undefined, now: number }): Promise<SurveySummary[]> {
  const query = surveysWithAgents(db).orderBy('surveys.created_at', 'desc').orderBy('surveys.id', 'desc').limit(MOST)
  if (domain !== undefined) void query.where('surveys.domain', domain)
  if (ticketId !== undefined) void query.where('surveys.ticket_id', ticketId)
  const rows = await query.select<Omit<SurveyRow, 'facts'>[]>(COLUMNS)
  return rows.map(row => summaryOf(row, now))
}

/** One survey with all that was found. */
export async function surveyById(db: Db, id: number, { ours, now }: { ours: Ours, now: number }): Promise<SurveyDetail> {
  const row = await surveysWithAgents(db).where('surveys.id', id).first<SurveyRow | undefined>({ ...COLUMNS, facts: 'surveys.facts' })
  if (!row) throw new Refusal('not-found', 'There is no such survey')
  return detailOf(row, { ours, now })
}

/** The zone of a domain as a survey found it; `whole`: a name server gave all of it. */
export async function surveyedZone(db: Db, id: number): Promise<{ domain: string, records: DnsRecord[], whole: boolean }> {
  const row = await db('surveys').where({ id }).first<Pick<SurveyRow, 'domain' | 'createdAt' | 'facts'> | undefined>({ domain: 'domain', createdAt: 'created_at', facts: 'facts' })
  if (!row) throw new Refusal('not-found', 'There is no such survey')
  const { facts } = factsIn(row.facts, { domain: row.domain, at: row.createdAt }).facts.zone
  return { domain: row.domain, records: facts?.records ?? [], whole: facts?.whole ?? false }
}

/** The survey of a domain that is under way since `since`, if there is one. */
export async function runningSurvey(db: Db, domain: string, since: number): Promise<number | undefined> {
  const row = await db('surveys').where({ domain, state: 'running' }).where('created_at', '>', since).orderBy('id', 'desc').first<{ id: number } | undefined>('id')
  return row?.id
}

/** How many surveys somebody has asked for since. */
export async function surveysAskedBy(db: Db, agentId: number, since: number): Promise<number> {
  const row = await db('surveys').where({ agent_id: agentId }).where('created_at', '>', since).count<{ surveys: number | string }[]>({ surveys: '*' })
  return Number(row[0]?.surveys ?? 0)
}

/** Whether there is such a ticket. */
export async function isTicket(db: Db, id: number): Promise<boolean> {
  return await db('tickets').where({ id }).first('id') !== undefined
}
