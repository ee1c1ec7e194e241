import { z } from 'zod'

/** What a passage is: a secret that was noticed, by its kind, or words that an agent marked. */
export const PassageKind = z.enum(['password', 'authorisation-code', 'private-key', 'card', 'token', 'words'])
export type PassageKind = z.infer<typeof PassageKind>

export const Passage = z.object({ kind: PassageKind, words: z.string().trim().min(1).max(20_000) })
export type Passage = z.infer<typeof Passage>

/** GET /api/messages/:id/secrets: what seems to be a secret in its subject and text, each once. */
export const Secrets = z.object({ noticed: z.array(Passage) })
export type Secrets = z.infer<typeof Secrets>

/** POST /api/messages/:id/redactions/preview and …/redactions: the passages and whole attachments (of this message) to take out everywhere. There is no way back. */
export const RedactionRequest = z.object({ passages: z.array(Passage).max(50), attachments: z.array(z.number().int()).max(100) })
  .refine(({ passages, attachments }) => passages.length + attachments.length > 0, 'there is nothing to take out')
export type RedactionRequest = z.infer<typeof RedactionRequest>

/** How much disappears, and where. POST …/preview answers it without changing anything; POST …/redactions once it is done. */
export const RedactionCounts = z.object({
  /** Passages in subjects, texts and quotations, counted once a message where its text and its HTML say the same. */
  passages: z.number().int(),
  messages: z.number().int(),
  /** Names and contents of files. */
  attachments: z.number().int(),
  /** Mails of ours that hold them, and how many of those have left already: their recipients keep what they got. */
  mails: z.number().int(),
  sent: z.number().int(),
  drafts: z.number().int(),
})
export type RedactionCounts = z.infer<typeof RedactionCounts>

/** What was taken out of a message: by whom (null: an agent who is no more), when, and of which kinds, never the words. */
export const Redaction = z.object({ by: z.string().nullable(), at: z.number().int(), kinds: z.array(z.string()) })
export type Redaction = z.infer<typeof Redaction>
