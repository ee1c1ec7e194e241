import { z } from 'zod'
import { ZonePlanAnswer } from '../zones/contract.ts'

const Said = z.object({ fr: z.string(), en: z.string() })
const Id = z.number().int().positive()
const MOST_AT_ONCE = 100

/**
 * What is worth a look before one says yes. `objections`, `unread`: of the zone; `by-hand`: records for somebody to write; `unplanned`: names that
 * differ and were not meant to; `signed`: DNSSEC still has to go, `unsigned`: it has gone, `still-signed`: its end was not waited for; `hosting`:
 * what the hosting objects to; `mail-by-hand`: addresses that no hosting has a word for; `mail-left`: mailboxes that are not copied, `mail-missed`: messages that were passed over.
 */
export const CHANGE_MARKS = ['objections', 'unread', 'unplanned', 'hosting', 'still-signed', 'mail-left', 'mail-missed', 'by-hand', 'mail-by-hand', 'signed', 'unsigned'] as const
/** `unusual`: a careful person looks first, before many are agreed to at once. */
export const ChangeMark = z.object({ kind: z.enum(CHANGE_MARKS), count: z.int(), unusual: z.boolean() })
export type ChangeMark = z.infer<typeof ChangeMark>

/** What a run changes, in one line. */
export const RunChanges = z.object({
  runId: z.int(),
  domain: z.string(),
  /** Records of the zone: carried as they are, or otherwise; left behind; to be written by somebody. `other`: names and types that differ without being meant to. */
  counts: z.object({ kept: z.int(), changed: z.int(), left: z.int(), byHand: z.int(), other: z.int() }),
  /** As far as they are known. */
  nameServers: z.object({ before: z.array(z.string()), after: z.array(z.string()) }),
  /** Mailboxes, and what of them is here already; null where no mail comes. */
  mail: z.object({ boxes: z.int(), copied: z.int(), messages: z.int() }).nullable(),
  marks: z.array(ChangeMark),
})
export type RunChanges = z.infer<typeof RunChanges>

/** How the copy of a mailbox stands, the last one that was begun; `missed`: what is not here as it was there, a line for each. */
export const MailboxCopied = z.object({ address: z.string(), state: z.enum(['coming', 'going', 'failed', 'done', 'skipped']), messages: z.int(), missed: z.array(z.string()) })
export type MailboxCopied = z.infer<typeof MailboxCopied>

/** GET /api/runs/changes?ids=1,2,3: in the order asked, those that change a zone. */
export const ChangesQuery = z.object({
  ids: z.string().max(2500).transform(text => text.split(',').filter(Boolean).map(Number)).pipe(z.array(Id).min(1).max(MOST_AT_ONCE)),
})
export const ChangesList = z.object({ runs: z.array(RunChanges) })
export type ChangesList = z.infer<typeof ChangesList>

/** GET /api/runs/:id/changes: the whole; null where the run changes no zone, or does not know yet how. */
export const ChangesAnswer = z.object({
  changes: RunChanges.extend({
    zone: ZonePlanAnswer,
    /** The plan of the hosting, and what it objects to. */
    hosting: z.object({ plan: Said, objections: z.array(Said) }).nullable(),
    mailByHand: z.array(Said),
    mailboxes: z.array(MailboxCopied),
  }).nullable(),
})
export type ChangesAnswer = z.infer<typeof ChangesAnswer>
