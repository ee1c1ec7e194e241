import type { Db } from '../../platform/db.ts'
import { DraftContent, type Drafts } from './contract.ts'

/** What this agent has begun on the ticket (0: on a new one). */
export async function draftsOf(db: Db, ticketId: number, agentId: number): Promise<Drafts> {
  type Found = { kind: string, revision: number, content: string, savedAt: number }
  const found = await db('drafts').where({ ticket_id: ticketId, agent_id: agentId }).whereNotNull('content').orderBy('id')
    .select<Found[]>({ kind: 'kind', revision: 'revision', content: 'content', savedAt: 'saved_at' })
  return { drafts: found.map(({ content, ...draft }) => ({ ...draft, content: DraftContent.parse(JSON.parse(content)) })) }
}
