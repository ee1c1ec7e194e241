import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { domainIn, noDomainWords } from '../asked.ts'
import type { SurveyRequest } from '../contract.ts'
import { isTicket, runningSurvey, surveysAskedBy } from '../queries.ts'
import { insertSurvey } from '../store.ts'

/** Registries and name servers are other people's: nobody asks them by the dozen. */
const MOST = 20
const WITHIN_MS = 10 * 60_000
const SAME_MS = 60_000

/** A survey that is asked for: one of this domain that is under way already, or a new one to begin. */
export type AskedSurvey = { id: number, domain: string, isNew: boolean }

/** Keeps that somebody wants a domain looked at. Whoever calls begins it when that is committed. */
export async function askForSurvey(context: Context, { domain: written, ticketId = null }: SurveyRequest): Promise<AskedSurvey> {
  const { db, actor, now } = context
  const read = domainIn(written)
  if ('problem' in read) throw new Refusal('invalid', noDomainWords[read.problem], { why: read.problem })
  const { domain } = read
  const agentId = actor.kind === 'agent' ? actor.id : null
  if (ticketId !== null && !await isTicket(db, ticketId)) throw new Refusal('invalid', 'There is no such ticket')
  const running = await runningSurvey(db, domain, now.getTime() - SAME_MS)
  if (running !== undefined) return { id: running, domain, isNew: false }
  if (agentId !== null && await surveysAskedBy(db, agentId, now.getTime() - WITHIN_MS) >= MOST) throw new Refusal('too-many', `${MOST} domains have been looked at within ten minutes: wait a little`)
  const id = await insertSurvey(db, { domain, ticketId, agentId }, now)
  await log(context, { did: 'survey.asked', surveyId: id, domain, ...ticketId === null ? {} : { ticketId } })
  return { id, domain, isNew: true }
}
