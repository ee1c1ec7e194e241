import { recordBounce } from '../../../outbox/actions/bounce.ts'
import type { Bounce } from '../../../outbox/bounced.ts'
import type { Context } from '../../../platform/context.ts'
import { failed } from './failed.ts'

/** A report about a mail of ours has come in: written down with its delivery; one that says the mail is lost brings the ticket back, once. Answers whether a mail of ours was meant. */
export async function noteBounce(context: Context, bounce: Bounce): Promise<boolean> {
  const bounced = await recordBounce(context, bounce)
  if (bounced?.isNew) await failed(context, bounced)
  return bounced !== undefined
}
