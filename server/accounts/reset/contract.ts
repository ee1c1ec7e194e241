import { z } from 'zod'
import { NewPassword, SignIn } from '../contract.ts'

/** POST /api/password-resets: answered in the same way, and after the same time, whether anybody has the address or not. */
export const AskReset = z.object({ email: SignIn.shape.email })
export type AskReset = z.infer<typeof AskReset>

/** POST /api/password-resets/accept: the link that was mailed leads to /nouveau-mot-de-passe#TOKEN, where a password is chosen. Signing in comes after, with the second factor if there is one. */
export const AcceptReset = z.object({ token: z.string().min(20).max(100), password: NewPassword })
export type AcceptReset = z.infer<typeof AcceptReset>

/** What both answer. */
export const ResetAnswer = z.object({})
export type ResetAnswer = z.infer<typeof ResetAnswer>
