import { z } from 'zod'

/** How somebody has shown that an account is theirs: by a code sent to the address registered there, to a person who checked, or by its having been made for them. */
export const ClaimHow = z.enum(['code', 'staff', 'new'])
export type ClaimHow = z.infer<typeof ClaimHow>

/** Where a claim on an account stands. Instants are UTC milliseconds. */
export const ClaimShown = z.object({
  id: z.number().int(),
  state: z.enum(['awaits-code', 'proved', 'expired', 'used-up']),
  how: ClaimHow.nullable(),
  by: z.string().nullable(),
  note: z.string().nullable(),
  /** When it was proved or, before that, when the code was sent. */
  at: z.number().int(),
  until: z.number().int(),
})
export type ClaimShown = z.infer<typeof ClaimShown>

/** POST /api/tickets/:id/hosting/codes */
export const SendCode = z.object({ accountId: z.string().trim().min(1).max(64) })
/** POST /api/tickets/:id/hosting/proofs: how somebody checked, in words. */
export const StaffProof = z.object({ accountId: z.string().trim().min(1).max(64), note: z.string().trim().min(10).max(2000) })
export type StaffProof = z.infer<typeof StaffProof>
/** POST /api/tickets/:id/hosting/codes/check: what the member gave back. */
export const CheckCode = z.object({ accountId: z.string().trim().min(1).max(64), code: z.string().trim().min(1).max(40) })
/** POST /api/hosting/claims/:id/revoke */
export const RevokeClaim = z.object({ reason: z.string().trim().min(3).max(500) })

/** What sending a code answers: the same whether there is such an account or not. */
export const CodeSent = z.object({ until: z.number().int() })
export type CodeSent = z.infer<typeof CodeSent>
/** What the others answer. */
export const ClaimAnswer = z.object({})
export type ClaimAnswer = z.infer<typeof ClaimAnswer>
