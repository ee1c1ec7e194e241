import type { Context } from '../platform/context.ts'

/** What was done. `did` is `noun.verb` in the past tense; the rest are ids and short words, never a secret and never what a member wrote. */
export type AuditEntry = { did: string, ticketId?: number, [detail: string]: string | number | boolean | null | undefined }

/** Who did what, when, on what. Append-only; in the same transaction as the deed. */
export async function log({ db, now, actor }: Context, entry: AuditEntry) {
  const { did, ticketId, ...details } = entry
  await db('audit').insert({
    at: now.getTime(),
    actor: actor.kind === 'agent' ? `agent:${actor.id}` : `system:${actor.name}`,
    did,
    ticket_id: ticketId ?? null,
    entry: JSON.stringify(details),
  })
}
