import { reactive } from 'vue'

/** What was begun and not sent, by ticket. It outlives the ticket's being closed on screen, and an expired session. */
export const drafts = reactive(new Map<number, string>())
let owner: number | undefined

/** Drafts belong to whoever wrote them: nothing is left for another person at the same screen. */
export function keepDraftsOf(agentId: number | undefined) {
  if (agentId === undefined || (owner !== undefined && owner !== agentId)) drafts.clear()
  owner = agentId
}
