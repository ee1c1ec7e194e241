import { z } from 'zod'
import { ReachableAddress } from '../../../outbox/contract.ts'

/** POST /api/sources/:id/identities: the user of this name at the forum is the person of this address. Of a name that was joined to another address, this one counts. */
export const IdentityRequest = z.object({ handle: z.string().trim().min(1).max(200), address: ReachableAddress })
export type IdentityRequest = z.infer<typeof IdentityRequest>

/** What it answers, and DELETE /api/sources/:id/identities/:handle, which takes it back: the tickets whose requester has become known, or is known by that name only again. */
export const IdentityAnswer = z.object({ ticketIds: z.array(z.number().int()) })
export type IdentityAnswer = z.infer<typeof IdentityAnswer>
