import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/errors.ts'
import { record } from '../../platform/record.ts'
import { waits } from '../handling.ts'
import { wasTried } from '../queries.ts'
import { cancelOutgoing, endByHand, endHold, lockOutgoingsOf, releaseOutgoing, type OutboxEntry } from '../store.ts'

/** What carries this message never leaves. Refused once a server may have got any of it. */
export async function takeBack(context: Context, storedMessageId: number) {
  for (const mail of await mailsOf(context, storedMessageId)) {
    if (mail.state !== 'held') throw new Refusal('conflict', 'This mail is on its way already')
    // Held again while it was tried: on a trial that began since, or without a server.
    if (mail.firstAttemptAt !== null || await wasTried(context.db, mail.id)) throw new Refusal('conflict', 'Somebody may have got this mail already')
    await cancelOutgoing(context.db, mail.id)
    await tellOf(context, mail, 'outbox.taken-back')
  }
}

/** What carries this message leaves with the next turn, though it might still be taken back or was meant for later. One that waits for a person is let go in the outbox, by whoever may. */
export async function sendNow(context: Context, storedMessageId: number) {
  const held = (await mailsOf(context, storedMessageId)).filter(({ state }) => state === 'held')
  const leaving = held.filter(({ hold }) => hold !== 'by-hand')
  if (held.length === 0) throw new Refusal('conflict', 'This mail is on its way already')
  if (leaving.length === 0) throw new Refusal('conflict', 'Somebody carries this answer to its list or forum by hand')
  if (leaving.some(waits)) throw new Refusal('conflict', 'This mail waits for a person: whoever wrote it, or manages the outbox, lets it go')
  const me = context.actor.kind === 'agent' ? context.actor.id : null
  for (const mail of leaving) {
    // Whoever wrote it has said yes; a colleague only ends the waiting, so that on a trial it still needs somebody's yes.
    if (mail.agentId === me) await releaseOutgoing(context.db, mail.id, { at: context.now, by: me })
    else await endHold(context.db, mail.id, context.now)
    await tellOf(context, mail, 'outbox.released')
  }
}

/** Somebody has carried this message to its list or forum by hand. Answers whether it waited for that. */
export async function carriedByHand({ db, now }: Pick<Context, 'db' | 'now'>, storedMessageId: number): Promise<boolean> {
  const carried = (await lockOutgoingsOf(db, storedMessageId)).filter(({ state, hold }) => state === 'held' && hold === 'by-hand')
  for (const { id, ticketId } of carried) {
    await endByHand(db, id, now)
    await record({ db, now }, { type: 'outbox.changed', outboxId: id, ticketId })
  }
  return carried.length > 0
}

async function mailsOf({ db }: Context, storedMessageId: number): Promise<OutboxEntry[]> {
  const mails = await lockOutgoingsOf(db, storedMessageId)
  if (mails.length === 0) throw new Refusal('not-found', 'No mail carries this message')
  return mails
}

/** Says in the audit and to the consoles what was done with a mail. */
export async function tellOf(context: Context, { id, ticketId }: Pick<OutboxEntry, 'id' | 'ticketId'>, did: string) {
  await log(context, { did, outboxId: id, ...ticketId === null ? {} : { ticketId } })
  await record(context, { type: 'outbox.changed', outboxId: id, ticketId })
}
