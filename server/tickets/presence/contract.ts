import { z } from 'zod'
import { AgentName } from '../../accounts/contract.ts'

/** PUT /api/tickets/:id/presence, again within PRESENCE_MS; DELETE when leaving. */
export const PresenceRequest = z.object({ doing: z.enum(['reading', 'writing']) })
export type PresenceRequest = z.infer<typeof PresenceRequest>

/** How long a presence counts when it is not told again. */
export const PRESENCE_MS = 45_000

/** GET /api/tickets/:id/presence: the others who have the ticket open. */
export const Presences = z.object({
  present: z.array(z.object({ agent: AgentName, doing: PresenceRequest.shape.doing, since: z.number().int(), expiresAt: z.number().int() })),
})
export type Presences = z.infer<typeof Presences>
