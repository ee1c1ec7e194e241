import { z } from 'zod'

export const FieldType = z.enum(['text', 'long', 'email', 'web', 'number', 'date', 'choice', 'yes', 'secret'])
export type FieldType = z.infer<typeof FieldType>
