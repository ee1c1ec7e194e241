import { z } from 'zod'

const Said = z.object({ fr: z.string(), en: z.string() })

/** How a name and type of the old zone stand in the new one. */
export const ZONE_CATEGORIES = ['same', 'ttlOnly', 'expectedChange', 'droppedGandiDefault', 'notRepresentable', 'missing', 'extra'] as const
export const ZoneCategory = z.enum(ZONE_CATEGORIES)
export type ZoneCategory = z.infer<typeof ZoneCategory>

/** All records of one name and type, in the old zone, in the new one, and as the new one should be; `data` as in master files. */
export const ZoneRow = z.object({
  name: z.string(),
  type: z.string(),
  old: z.array(z.string()),
  new: z.array(z.string()),
  expected: z.array(z.string()),
  /** Seconds; null where there is no such record. */
  oldTtl: z.int().nullable(),
  newTtl: z.int().nullable(),
  category: ZoneCategory,
  /** What there is to say of it; null when nothing is. */
  why: Said.nullable(),
})
export type ZoneRow = z.infer<typeof ZoneRow>

export const OBJECTIONS = ['empty', 'many-changes', 'apex-removed', 'no-apex-address', 'no-mail', 'several-spf', 'spf-lookups', 'spf-wrong', 'cname-beside', 'mx-to-cname', 'mx-to-address', 'dangling'] as const

/** A reason to stop and ask a person before the new zone is used. */
export const ZoneObjection = z.object({ kind: z.enum(OBJECTIONS), name: z.string(), why: Said })
export type ZoneObjection = z.infer<typeof ZoneObjection>

/** Two zones side by side, as people are shown them. */
export const ZoneComparison = z.object({
  zone: z.string(),
  rows: z.array(ZoneRow),
  objections: z.array(ZoneObjection),
  /** Lines for an administrator to write in by hand, and where; null when there are none. */
  handOver: z.object({ lines: z.string(), where: Said }).nullable(),
})
export type ZoneComparison = z.infer<typeof ZoneComparison>
