import { z } from 'zod'

/** A line of the audit log: who did what, when, on which ticket. */
export const AuditLine = z.object({
  id: z.number().int(),
  /** UTC milliseconds. */
  at: z.number().int(),
  /** Null: the system, or a part of it. */
  agent: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  /** The part of the system that did it; null for an agent. */
  system: z.string().nullable(),
  /** `noun.verb` in the past tense. */
  did: z.string(),
  ticket: z.object({ id: z.number().int(), reference: z.string() }).nullable(),
  /** The agent it was done to. */
  about: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  /** Ids and short words, never a secret and never what a member wrote. */
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type AuditLine = z.infer<typeof AuditLine>

const instant = z.coerce.number().int().min(0)

/** GET /api/audit, the latest first. `kind` is the noun of what was done; `from` and `until` are instants, `until` is not included. */
export const AuditFilter = z.object({
  agent: z.coerce.number().int().positive().optional(),
  kind: z.string().regex(/^[a-z-]{1,40}$/).optional(),
  from: instant.optional(),
  until: instant.optional(),
  /** What the page before answered as `next`. */
  cursor: z.coerce.number().int().positive().optional(),
})
export type AuditFilter = z.infer<typeof AuditFilter>

export const AuditPage = z.object({ lines: z.array(AuditLine), next: z.number().int().nullable() })
export type AuditPage = z.infer<typeof AuditPage>

/** GET /api/audit/choices: the nouns and the agents that stand in the log. */
export const AuditChoices = z.object({ kinds: z.array(z.string()), agents: z.array(z.object({ id: z.number().int(), name: z.string() })) })
export type AuditChoices = z.infer<typeof AuditChoices>
