import { z } from 'zod'
import { ClaimShown } from '../authority/contract.ts'

/** Why an account is taken for the requester's: their address is registered there; it is one of its addresses; or their domain is there. */
export const MatchedBy = z.enum(['registered', 'address', 'domain'])
export type MatchedBy = z.infer<typeof MatchedBy>

const AppliedState = z.enum(['waiting', 'applied', 'failed'])

export const HostedAccount = z.object({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  email: z.string(),
  enabled: z.boolean(),
  matchedBy: MatchedBy,
  quotas: z.array(z.object({ name: z.enum(['domains', 'mailboxes', 'ftp', 'databases', 'lists', 'web']), used: z.number(), total: z.number() })),
  domains: z.array(z.object({ name: z.string(), hostsDns: z.boolean(), hostsMail: z.boolean(), state: AppliedState })),
  /** The first of them. */
  addresses: z.array(z.object({ address: z.string(), quotaMb: z.number().nullable(), recipients: z.number().int(), enabled: z.boolean() })),
  addressCount: z.number().int(),
  claim: ClaimShown.nullable(),
})
export type HostedAccount = z.infer<typeof HostedAccount>

/** GET /api/tickets/:id/hosting. `none`: no hosting is connected. `down`: it does not answer, and nothing is known from before. */
export const TicketHosting = z.object({
  state: z.enum(['none', 'down', 'known']),
  accounts: z.array(HostedAccount),
  /** When it was read, UTC milliseconds. */
  readAt: z.number().int().nullable(),
  /** It is being read anew: asking again in a few seconds is worth while. */
  isRefreshing: z.boolean(),
  /** It could not be read again since. */
  isStale: z.boolean(),
  panelUrl: z.string().nullable(),
})
export type TicketHosting = z.infer<typeof TicketHosting>
