import type { Transaction } from '../../platform/db.ts'

/** A survey that begins. */
export type NewSurvey = { domain: string, ticketId: number | null, agentId: number | null }

/** Keeps a survey that begins. Answers its number. */
export async function insertSurvey(db: Transaction, { domain, ticketId, agentId }: NewSurvey, at: Date): Promise<number> {
  const [id = 0] = await db('surveys').insert({ domain, ticket_id: ticketId, agent_id: agentId, state: 'running', facts: '{}', created_at: at.getTime() })
  return Number(id)
}

/** Keeps what has come of a survey so far. */
export async function saveParts(db: Transaction, id: number, facts: string) {
  await db('surveys').where({ id, state: 'running' }).update({ facts })
}

/** A survey is over: all has come, or whoever looked has to stop. */
export async function endSurvey(db: Transaction, id: number, end: { facts: string, headline: string } | 'broken-off') {
  await db('surveys').where({ id, state: 'running' }).update(end === 'broken-off' ? { state: end } : { state: 'done', ...end })
}

/** Removes surveys from before `before`, some at a time. Answers how many. */
export async function removeSurveys(db: Transaction, before: number, most: number): Promise<number> {
  const old = await db('surveys').where('created_at', '<', before).orderBy('created_at').limit(most).select<{ id: number }[]>('id')
  return old.length === 0 ? 0 : db('surveys').whereIn('id', old.map(({ id }) => id)).delete()
}
