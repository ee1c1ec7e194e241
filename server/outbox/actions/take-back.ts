import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/errors.ts'
import { record } from '../../platform/record.ts'
import { waits } from '../handling.ts'
import { wasTried } from '../queries.ts'
import { cancelOutgoing, endHold, lockOutgoingOf, releaseOutgoing, type OutboxEntry } from '../store.ts'

/** The mail that carries this message never leaves. Refused once a server may have got it. */
export async function takeBack(context: Context, storedMessageId: number): Promise<OutboxEntry> {
  const mail = await heldMailOf(context, storedMessageId)
  // Held again while it was tried: on a trial that began since, or without a server.
  if (mail.firstAttemptAt !== null || await wasTried(context.db, mail.id)) throw new Refusal('conflict', 'Somebody may have got this mail already')
  await cancelOutgoing(context.db, mail.id)
  await tellOf(context, mail, 'outbox.taken-back')
  return mail
}

/** The mail that carries this message leaves with the next turn, though it might still be taken back or was meant for later. One that waits for a person is let go in the outbox, by whoever may. */
export async function sendNow(context: Context, storedMessageId: number): Promise<OutboxEntry> {
  const mail = await heldMailOf(context, storedMessageId)
  if (waits(mail)) throw new Refusal('conflict', 'This mail waits for a person: whoever wrote it, or manages the outbox, lets it go')
  const me = context.actor.kind === 'agent' ? context.actor.id : null
  // Whoever wrote it has said yes; a colleague only ends the waiting, so that on a trial it still needs somebody's yes.
  if (mail.agentId === me) await releaseOutgoing(context.db, mail.id, { at: context.now, by: me })
  else await endHold(context.db, mail.id, context.now)
  await tellOf(context, mail, 'outbox.released')
  return mail
}

async function heldMailOf({ db }: Context, storedMessageId: number): Promise<OutboxEntry> {
  const mail = await lockOutgoingOf(db, storedMessageId)
  if (!mail) throw new Refusal('not-found', 'No mail carries this message')
  if (mail.state !== 'held') throw new Refusal('conflict', 'This mail is on its way already')
  return mail
}

/** Says in the audit and to the consoles what was done with a mail. */
export async function tellOf(context: Context, { id, ticketId }: Pick<OutboxEntry, 'id' | 'ticketId'>, did: string) {
  await log(context, { did, outboxId: id, ...ticketId === null ? {} : { ticketId } })
  await record(context, { type: 'outbox.changed', outboxId: id, ticketId })
}
