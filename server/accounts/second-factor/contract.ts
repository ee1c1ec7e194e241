import { z } from 'zod'

/** GET /api/account/second-factor */
export const SecondFactor = z.object({
  isOn: z.boolean(),
  /** Since when, in UTC milliseconds. */
  since: z.number().int().nullable(),
  /** The role demands it: it cannot be turned off. */
  isDemanded: z.boolean(),
  recoveryCodesLeft: z.number().int(),
})
export type SecondFactor = z.infer<typeof SecondFactor>

/** What asks for the password again: POST /api/account/second-factor, …/remove and …/recovery-codes */
export const PasswordAgain = z.object({ password: z.string().min(1).max(1000) })

/** POST /api/account/second-factor: what the QR code says, and the secret for whoever types it. Nothing counts until a code has confirmed it. */
export const Enrolment = z.object({ uri: z.string(), secret: z.string() })
export type Enrolment = z.infer<typeof Enrolment>

/** POST /api/account/second-factor/confirm */
export const ConfirmEnrolment = z.object({ code: z.string().trim().regex(/^\d{6}$/) })

/** Shown once, when enrolment is confirmed and when they are renewed. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })
export type RecoveryCodes = z.infer<typeof RecoveryCodes>
