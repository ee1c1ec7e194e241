import { z } from 'zod'
import { Role } from '../contract.ts'

/** An agent as those see them who manage the team. Instants are UTC milliseconds. */
export const Member = z.object({
  id: z.number().int(),
  name: z.string(),
  email: z.string(),
  role: Role,
  active: z.boolean(),
  /** False until the first link was used. */
  hasPassword: z.boolean(),
  /** Until when the link that was last given may be used; null when there is none. */
  invitedUntil: z.number().int().nullable(),
  hasSecondFactor: z.boolean(),
  /** When a session of theirs was last used; null when there is none. */
  lastSeenAt: z.number().int().nullable(),
  sessions: z.number().int(),
})
export type Member = z.infer<typeof Member>

/** GET /api/team, and what every change of it answers. */
export const Team = z.object({ members: z.array(Member) })
export type Team = z.infer<typeof Team>

const Name = z.string().trim().min(1).max(200)

/** POST /api/team */
export const NewMember = z.object({ email: z.string().trim().toLowerCase().max(254).pipe(z.email()), name: Name, role: Role })
export type NewMember = z.infer<typeof NewMember>

/** POST /api/team/:id. Inactive: every session ends at once, and no link works. */
export const MemberChange = z.object({ name: Name, role: Role, active: z.boolean() })
export type MemberChange = z.infer<typeof MemberChange>

/** POST /api/team and POST /api/team/:id/invitation: the one-time link, shown once; `mailed` when it was also sent to the newcomer. */
export const Invited = z.object({ link: z.string(), mailed: z.boolean() })
export type Invited = z.infer<typeof Invited>
