import { z } from 'zod'

export const MailLocale = z.enum(['fr', 'en'])
export type MailLocale = z.infer<typeof MailLocale>

/** GET /api/mail-templates: the mails there are, by name. */
export const MailTemplateList = z.object({ names: z.array(z.string()), locales: z.array(MailLocale) })
export type MailTemplateList = z.infer<typeof MailTemplateList>

/** GET /api/mail-templates/:locale/:name: one of them with its sample. POST …/test mails it to whoever asks. */
export const MailTemplate = z.object({ subject: z.string(), text: z.string(), html: z.string() })
export type MailTemplate = z.infer<typeof MailTemplate>

export const TestSent = z.object({ outboxId: z.number().int(), to: z.string() })
