import { z } from 'zod'

/** The roles that every installation has. Their permissions are the same everywhere; others are made by whoever may. */
export const builtInRoles = ['volunteer', 'staff', 'administrator'] as const
export type BuiltInRole = (typeof builtInRoles)[number]

/** The name of a role, built in or of one's own. */
export const Role = z.string().trim().min(1).max(40).regex(/^[^\p{C}]+$/u)
export type Role = z.infer<typeof Role>

export const Permission = z.enum([
  'tickets:read', 'tickets:note', 'tickets:take', 'tickets:status', 'tickets:reply', 'tickets:open', 'tickets:merge',
  'messages:source', 'messages:redact', 'outbox:read', 'outbox:manage', 'mailboxes:read', 'mailboxes:manage', 'intakes:read', 'intakes:manage',
  'runs:read', 'runs:work', 'runs:approve', 'runs:secrets', 'workflows:manage',
  'hosting:read', 'hosting:prove',
  'agents:read', 'agents:manage', 'roles:manage', 'audit:read',
])
export type Permission = z.infer<typeof Permission>

export const AgentName = z.object({ id: z.number().int(), name: z.string() })
export type AgentName = z.infer<typeof AgentName>

/** Who is signed in, and what they may do. */
export const Session = z.object({
  agent: z.object({ id: z.number().int(), name: z.string(), email: z.string(), role: Role, locale: z.string() }),
  permissions: z.array(Permission),
  /** The role demands a second factor and there is none yet: until there is, no permission counts. */
  mustEnrol: z.boolean(),
})
export type Session = z.infer<typeof Session>

/**
 * GET /api/session: null when nobody is signed in. POST, the code, accepting an invitation and a new password answer the same shape.
 * `awaits`: the password was right, and `POST /api/session/code` comes next.
 */
export const SessionAnswer = z.object({ session: Session.nullable(), awaits: z.literal('code').optional() })
export type SessionAnswer = z.infer<typeof SessionAnswer>

/** POST /api/session */
export const SignIn = z.object({ email: z.string().trim().toLowerCase().min(3).max(254), password: z.string().min(1).max(1000) })
export type SignIn = z.infer<typeof SignIn>

/** POST /api/session/code: six digits of the telephone, or a recovery code. */
export const EnterCode = z.object({ code: z.string().trim().min(6).max(40) })
export type EnterCode = z.infer<typeof EnterCode>

export const PASSWORD_MIN = 10

/** A password that somebody chooses. */
export const NewPassword = z.string().min(PASSWORD_MIN).max(1000)

/** POST /api/invitations/accept: the one-time link of `permanence agent add` leads to /invitation#TOKEN, where a password is chosen. */
export const AcceptInvitation = z.object({ token: z.string().min(20).max(100), password: NewPassword })
export type AcceptInvitation = z.infer<typeof AcceptInvitation>

/** GET /api/agents */
export const AgentList = z.object({ agents: z.array(AgentName) })

/** Every answer that is not a success. `message` is English; the client says it in the reader's language by `code`. */
export const Failure = z.object({
  code: z.enum(['not-found', 'forbidden', 'unauthenticated', 'conflict', 'stale', 'invalid', 'too-many', 'unexpected']),
  message: z.string().optional(),
})
export type Failure = z.infer<typeof Failure>
