import { z } from 'zod'
import { NewPassword } from '../contract.ts'

/** POST /api/account/profile: one's own name, and the language one is written to in. */
export const Profile = z.object({ name: z.string().trim().min(1).max(200), locale: z.enum(['fr', 'en']) })
export type Profile = z.infer<typeof Profile>

/** POST /api/account/password; every other session of one's own ends. */
export const PasswordChange = z.object({ current: z.string().min(1).max(1000), password: NewPassword })
export type PasswordChange = z.infer<typeof PasswordChange>

/** A session of one's own. Instants are UTC milliseconds; when it was last used is known to ten minutes. */
export const OwnSession = z.object({
  key: z.string(),
  /** What the browser calls itself. */
  userAgent: z.string().nullable(),
  createdAt: z.number().int(),
  usedAt: z.number().int(),
  isThis: z.boolean(),
})
export type OwnSession = z.infer<typeof OwnSession>

/** GET /api/account/sessions, and what ending some answers: DELETE /api/account/sessions/:key and POST /api/account/sessions/end-others. */
export const OwnSessions = z.object({ sessions: z.array(OwnSession) })
export type OwnSessions = z.infer<typeof OwnSessions>
