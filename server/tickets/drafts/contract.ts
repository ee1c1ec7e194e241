import { z } from 'zod'
import { MailAddress } from '../../outbox/contract.ts'

export const MAX_TEXT = 100_000
/** Bytes of one file, and of all files of one mail: what most servers still take once it is encoded. */
export const MAX_FILE = 18_000_000
export const MAX_FILES = 18_000_000
/** How many files a mail may have. */
export const MOST_FILES = 30

/** POST /api/uploads?filename=…&type=…: the bytes as the body, sent as application/octet-stream whatever they are. */
export const UploadRequest = z.object({ filename: z.string().max(1000), type: z.string().max(200).regex(/^[\w.+-]+\/[\w.+-]+$/).catch('application/octet-stream') })

/** A file that waits to be sent; one that is never sent is forgotten after a week. DELETE /api/uploads/:id forgets it at once. */
export const Upload = z.object({ id: z.number().int(), filename: z.string(), contentType: z.string(), size: z.number().int() })
export type Upload = z.infer<typeof Upload>

/** What is being written: the answer to the member, a note, a question to somebody else (`question`, or `side-ID` in a side thread), or a new ticket (on ticket 0). */
export const DraftKind = z.string().regex(/^(reply|note|question|opening|side-\d{1,16})$/)

/** What stands in a draft. What a kind has no use for is left empty. */
export const DraftContent = z.object({
  text: z.string().max(MAX_TEXT),
  subject: z.string().max(500).default(''),
  /** Null: those that would be proposed. */
  to: z.array(MailAddress).max(50).nullable().default(null),
  cc: z.array(MailAddress).max(50).nullable().default(null),
  uploads: z.array(Upload).max(MOST_FILES).default([]),
  /** Who is to read an answer: everybody in a discussion, the member alone, or both; null: whoever would be proposed. */
  place: z.object({ discussionId: z.number().int().nullable(), alsoPrivate: z.boolean() }).nullable().default(null),
})
export type DraftContent = z.infer<typeof DraftContent>

/** PUT /api/tickets/:id/drafts/:kind. `revision` grows with every change (the writer's clock will do): a saving that arrives late changes nothing. Null content throws the draft away. */
export const SaveDraft = z.object({ revision: z.number().int().nonnegative(), content: DraftContent.nullable() })
export type SaveDraft = z.infer<typeof SaveDraft>

export const Draft = z.object({ kind: DraftKind, revision: z.number().int(), content: DraftContent, savedAt: z.number().int() })
export type Draft = z.infer<typeof Draft>

/** GET /api/tickets/:id/drafts: one's own. PUT answers the same. */
export const Drafts = z.object({ drafts: z.array(Draft) })
export type Drafts = z.infer<typeof Drafts>
