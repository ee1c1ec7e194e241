import { reactive } from 'vue'
import type { DraftContent } from '../../server/tickets/drafts/contract.ts'

/** What this page knows of something being written. */
export type LocalDraft = {
  /** Null: sent, or thrown away. */
  content: DraftContent | null
  /** Grows with each change; the server keeps the highest. */
  revision: number
  /** The highest revision that the server is known to have, or to have been told. */
  known: number
  /** `failed`: it could not be saved yet; the page tries again by itself. */
  state: 'saved' | 'changed' | 'saving' | 'failed'
}

/** What is being written, by ticket and kind. The server has it too, a moment later; here it outlives a cut network and an expired session. */
export const drafts = reactive(new Map<string, LocalDraft>())

/** Under which name a draft is kept. */
export const draftKey = (ticketId: number, kind: string) => `${ticketId}/${kind}`

/** Is there anything that would be lost with the page? */
export const hasUnsaved = () => [...drafts.values()].some(({ state }) => state !== 'saved')

let owner: number | undefined

/** Drafts belong to whoever wrote them: nothing is left for another person at the same screen. */
export function keepDraftsOf(agentId: number | undefined) {
  if (agentId === undefined || (owner !== undefined && owner !== agentId)) drafts.clear()
  owner = agentId
}
