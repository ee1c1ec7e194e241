import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/errors.ts'
import { record } from '../../platform/record.ts'
import type { ReleaseAll } from '../contract.ts'
import { mayHandle, objection, type Handling } from '../handling.ts'
import { hasMessage } from '../queries.ts'
import type { MailOut } from '../release.ts'
import { cancelOutgoing, lockOutgoing, releaseHeld, releaseOutgoing, requeueOutgoing, type OutboxEntry } from '../store.ts'
import { tellOf } from './take-back.ts'

/** Who asks, and how the installation sends. */
export type Handler = { agentId: number, manages: boolean, replies: boolean, mailOut: MailOut }

/** Lets a mail that waits for a person leave, tries one anew that has not arrived, or puts one aside. Refused to whoever neither manages the outbox nor wrote it. */
export async function handle(context: Context, id: number, { handling, handler }: { handling: Handling, handler: Handler }) {
  const { db, now } = context
  const mail = await lockOutgoing(db, id)
  if (!mail) throw new Refusal('not-found', 'There is no such mail in the outbox')
  if (!mayHandle(handler, mail)) throw new Refusal('forbidden', 'Only who wrote this mail, or who manages the outbox, may do that')
  const objected = objection(handling, { ...mail, hasMessage: await hasMessage(db, mail.storedMessageId) }) ?? beingSent(mail, now)
  if (objected) throw new Refusal('conflict', objected)
  if (handling !== 'discard' && mail.goesBy === 'mail') refuseWithoutServer(handler.mailOut)
  await carryOut(context, id, { handling, by: handler.agentId })
  await tellOf(context, mail, deeds[handling])
}

const deeds = { release: 'outbox.released', resend: 'outbox.resent', discard: 'outbox.discarded' } as const

const beingSent = ({ claimedUntil }: OutboxEntry, now: Date) => (claimedUntil ?? 0) > now.getTime() ? 'This mail is being sent at this very moment' : undefined

async function carryOut({ db, now: at }: Context, id: number, { handling, by }: { handling: Handling, by: number }) {
  switch (handling) {
    case 'release': return releaseOutgoing(db, id, { at, by })
    case 'resend': return requeueOutgoing(db, id, { at, by })
    case 'discard': return cancelOutgoing(db, id)
  }
}

function refuseWithoutServer({ servers }: MailOut) {
  if (servers === 0) throw new Refusal('conflict', 'There is no server to send by: set PERMANENCE_SMTP_URL first')
}

/** Lets everything leave that waits for this. Answers how many mails that are. */
export async function releaseAll(context: Context, { hold }: ReleaseAll, { agentId, mailOut }: Pick<Handler, 'agentId' | 'mailOut'>): Promise<number> {
  refuseWithoutServer(mailOut)
  const released = await releaseHeld(context.db, hold, { at: context.now, by: agentId })
  await log(context, { did: 'outbox.all-released', hold, mails: released.length })
  await record(context, ...released.map(({ id, ticketId }) => ({ type: 'outbox.changed', outboxId: id, ticketId } as const)))
  return released.length
}
