import { z } from 'zod'
import { ZoneComparison } from '../../dns/zone/contract.ts'

const Said = z.object({ fr: z.string(), en: z.string() })

/** More than any zone of an association, and less than a request may hold. */
export const LONGEST_ZONE = 500_000

const HostName = z.string().trim().toLowerCase().regex(/^(?=.{4,254}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,62}\.?$/u, 'is no name of a server: write it as in mail.assoc.org')
const Address = z.union([z.ipv4(), z.ipv6()], 'is no address of a server: write it as in 192.0.2.1 or 2001:db8::1')

/** POST /api/zones/plan: a zone as text, or the survey that found it; what else comes to our hosting, and where ours is when it does not say so itself. */
export const ZonePlanRequest = z.object({
  domain: z.string().max(254),
  zone: z.string().max(LONGEST_ZONE, `is longer than ${LONGEST_ZONE} characters`).optional(),
  surveyId: z.int().positive().optional(),
  mail: z.boolean().default(false),
  web: z.boolean().default(false),
  mailHost: HostName.optional(),
  webAddresses: z.array(Address).min(1).max(8).optional(),
})
export type ZonePlanRequest = z.input<typeof ZonePlanRequest>

/** What our own name servers say of the zone. `unasked`: nobody knows which they are. */
export const SERVED_STATES = ['served', 'absent', 'silent', 'unasked'] as const

const Line = z.object({ name: z.string(), type: z.string(), data: z.string(), why: Said })
const UnreadLine = z.object({ line: z.int(), source: z.string(), why: Said })
export type UnreadLine = z.infer<typeof UnreadLine>

/** What becomes of a zone at our hosting. */
export const ZonePlanAnswer = z.object({
  zone: z.string(),
  /** How many records were read, and whether that is all there is. */
  found: z.object({ records: z.int(), whole: z.boolean() }),
  /** The old zone beside the planned one. */
  planned: ZoneComparison,
  /** The old zone beside what our name servers serve now; null where they do not. */
  served: ZoneComparison.nullable(),
  state: z.enum(SERVED_STATES),
  /** The planned zone, as a name server reads it. */
  text: z.string(),
  carried: z.int(),
  dropped: z.array(Line),
  /** The first of them, each with its line. */
  unread: z.array(UnreadLine),
  unreadInAll: z.int(),
})
export type ZonePlanAnswer = z.infer<typeof ZonePlanAnswer>

/** What is missing from a request: `why` of the refusal. `unread`: nothing of the zone can be read, and `lines` says why. */
export const ZoneRefusal = z.object({ why: z.enum(['domain', 'empty', 'unread', 'too-many', 'no-records', 'other-domain', 'mail-host', 'web-addresses']), lines: z.array(UnreadLine).optional() })
export type ZoneRefusal = z.infer<typeof ZoneRefusal>
