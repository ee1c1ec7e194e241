import type { z } from 'zod'
import { Refusal } from '../platform/errors.ts'

/** What a step hands to its port, or to a probe, read; what cannot be meant is refused in words. */
export function asked<T>(shape: z.ZodType<T>, given: unknown): T {
  const read = shape.safeParse(given)
  if (read.success) return read.data
  throw new Refusal('invalid', read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
}
