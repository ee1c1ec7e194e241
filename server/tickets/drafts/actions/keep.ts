import type { Context } from '../../../platform/context.ts'
import { agentOf } from '../../actions/change.ts'
import type { SaveDraft } from '../contract.ts'
import { saveDraft } from '../store.ts'

/** Keeps what an agent is writing, unless something newer is kept. It is nobody else's business: no event, no line in the audit. */
export async function keepDraft(context: Context, { ticketId, kind }: { ticketId: number, kind: string }, { revision, content }: SaveDraft) {
  const isEmpty = content === null || (content.text === '' && content.subject === '' && content.uploads.length === 0 && content.to === null && content.cc === null)
  await saveDraft(context.db, { ticketId, agentId: agentOf(context), kind }, { revision, content: isEmpty ? null : JSON.stringify(content), at: context.now })
}
