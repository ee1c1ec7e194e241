import { log } from '../../../audit/store.ts'
import { recordBounce } from '../../../outbox/actions/bounce.ts'
import type { Bounce } from '../../../outbox/bounced.ts'
import type { Context } from '../../../platform/context.ts'
import { record } from '../../../platform/record.ts'
import { failed } from './failed.ts'

/**
 * A report about a mail of ours has come in: written down with its delivery; one that says the mail is lost brings the ticket back, once.
 * Those who work on a ticket are told once of each address, however many mails come back from it. Answers whether a mail of ours was meant.
 */
export async function noteBounce(context: Context, bounce: Bounce): Promise<boolean> {
  const bounced = await recordBounce(context, bounce)
  if (bounced?.isNew) await failed(context, bounced)
  if (bounced?.isFirstThere && bounced.ticketId !== null) {
    await log(context, { did: 'ticket.address-failed', ticketId: bounced.ticketId })
    await record(context, { type: 'ticket.changed', ticketId: bounced.ticketId })
  }
  return bounced !== undefined
}
