import { z } from 'zod'

export const Role = z.enum(['volunteer', 'staff', 'administrator'])
export type Role = z.infer<typeof Role>

export const Permission = z.enum([
  'tickets:read', 'tickets:note', 'tickets:take', 'tickets:status', 'tickets:reply', 'tickets:open', 'tickets:merge',
  'messages:source', 'outbox:read', 'outbox:manage', 'mailboxes:read', 'mailboxes:manage',
  'agents:read', 'agents:manage', 'roles:manage', 'audit:read',
])
export type Permission = z.infer<typeof Permission>

export const AgentName = z.object({ id: z.number().int(), name: z.string() })
export type AgentName = z.infer<typeof AgentName>

/** Who is signed in, and what they may do. */
export const Session = z.object({
  agent: z.object({ id: z.number().int(), name: z.string(), email: z.string(), role: Role, locale: z.string() }),
  permissions: z.array(Permission),
})
export type Session = z.infer<typeof Session>

/** GET /api/session: null when nobody is signed in. POST and accepting an invitation answer the same shape. */
export const SessionAnswer = z.object({ session: Session.nullable() })
export type SessionAnswer = z.infer<typeof SessionAnswer>

/** POST /api/session */
export const SignIn = z.object({ email: z.string().trim().toLowerCase().min(3).max(254), password: z.string().min(1).max(1000) })
export type SignIn = z.infer<typeof SignIn>

export const PASSWORD_MIN = 10

/** POST /api/invitations/accept: the one-time link of `permanence agent add` leads to /invitation#TOKEN, where a password is chosen. */
export const AcceptInvitation = z.object({ token: z.string().min(20).max(100), password: z.string().min(PASSWORD_MIN).max(1000) })
export type AcceptInvitation = z.infer<typeof AcceptInvitation>

/** GET /api/agents */
export const AgentList = z.object({ agents: z.array(AgentName) })

/** Every answer that is not a success. `message` is English; the client says it in the reader's language by `code`. */
export const Failure = z.object({
  code: z.enum(['not-found', 'forbidden', 'unauthenticated', 'conflict', 'invalid', 'too-many', 'unexpected']),
  message: z.string().optional(),
})
export type Failure = z.infer<typeof Failure>
