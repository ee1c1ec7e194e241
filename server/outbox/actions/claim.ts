import type { Context } from '../../platform/context.ts'
import { record } from '../../platform/record.ts'
import type { OutgoingKind } from '../contract.ts'
import { isAnswer, type LetterPost } from '../outgoing.ts'
import { isOvertaken } from '../queries.ts'
import { released, type MailOut } from '../release.ts'
import { claimForSending, deliveriesLeft, lockDue, parkOutgoing, type DueMail } from '../sending/store.ts'

/** Who sends it, and for how long nobody else may. */
export type Claim = { holder: string, forMs: number, mailOut: MailOut }

/** A mail that is ours to send now, with the recipients who have not got it. */
export type ClaimedMail = {
  id: number
  kind: OutgoingKind
  messageId: string
  /** What it says, as it is kept; `sealed` when it holds a secret. */
  letter: string
  sealed: boolean
  rawSha256: string | null
  ticketId: number | null
  /** The message of the ticket that it carries. */
  storedMessageId: number | null
  goesBy: LetterPost['by']
  mailboxId: number | null
  attempts: number
  firstAttemptAt: number
  deliveries: { id: number, address: string }[]
}

/**
 * Takes a mail that is due to send it: from then on it can no more be taken back. One whose time has not come, or that waits for a person
 * from now on, is put aside; one that somebody else is sending is left alone. Both answer undefined.
 */
export async function claimMail(context: Pick<Context, 'db' | 'now'>, id: number, { holder, forMs, mailOut }: Claim): Promise<ClaimedMail | undefined> {
  const { db, now } = context
  const mail = await lockDue(db, id, now)
  if (!mail) return undefined
  const verdict = mail.goesBy === 'hand' ? 'by-hand' : released(await asHeld(context, mail), { ...mailOut, needsServer: mail.goesBy === 'mail' }, now)
  if (verdict !== 'leaves') {
    await parkOutgoing(db, mail, verdict === 'waits' ? null : verdict)
    if (verdict !== 'waits') await record(context, { type: 'outbox.changed', outboxId: id, ticketId: mail.ticketId })
    return undefined
  }
  await claimForSending(db, mail, { holder, until: now.getTime() + forMs, now })
  if (mail.state !== 'queued') await record(context, { type: 'outbox.changed', outboxId: id, ticketId: mail.ticketId })
  return { ...mail, sealed: Boolean(mail.sealed), firstAttemptAt: mail.firstAttemptAt ?? now.getTime(), deliveries: await deliveriesLeft(db, id) }
}

/** A mail that was on its way already is asked the same: on a trial, or without a server, it waits like any other. */
async function asHeld({ db }: Pick<Context, 'db'>, mail: DueMail) {
  const overtaken = mail.hold === 'scheduled' && isAnswer(mail.kind) && mail.ticketId !== null && await isOvertaken(db, { ticketId: mail.ticketId, agentId: mail.agentId, since: mail.createdAt })
  return { hold: mail.hold ?? 'undo', heldUntil: mail.state === 'held' ? mail.heldUntil : mail.nextAttemptAt, releasedAt: mail.releasedAt, overtaken } as const
}
