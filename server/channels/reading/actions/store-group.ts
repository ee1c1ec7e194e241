import { isSystemFailure } from '../../../platform/errors.ts'
import type { Log } from '../../../platform/log.ts'
import { CursorMoved, receive, type Receiving } from '../../mail/actions/receive.ts'
import type { Arrived, Received } from '../../mail/intake.ts'
import type { Mailbox } from '../../mailboxes/mailbox.ts'

/** What a group is stored with. */
export type Storing = Receiving & { log: Log }

/** Stores a group and moves the cursor. When the whole cannot be stored, each message is stored alone, and the one at fault is set aside with the reason: it stops nobody. */
export async function storeGroup(storing: Storing, mailbox: Mailbox, { arrivals, upTo }: { arrivals: readonly Arrived[], upTo: number }): Promise<Received> {
  const step = async (some: readonly Arrived[], to: number) => {
    const received = await receive(storing, some, { mailbox, to })
    mailbox.lastUid = to
    return received
  }
  try {
    return await step(arrivals, upTo)
  }
  catch (error) {
    if (error instanceof CursorMoved || isSystemFailure(error)) throw error
    storing.log.warn({ err: error, mailbox: mailbox.name }, 'A group of messages could not be stored together; trying each alone')
    return storeEach(arrivals, step, storing.log)
  }
}

type Step = (some: readonly Arrived[], to: number) => Promise<Received>

async function storeEach(arrivals: readonly Arrived[], step: Step, log: Log): Promise<Received> {
  const each: Received[] = []
  for (const arrived of arrivals) {
    const uid = arrived.place.source === 'imap' ? arrived.place.uid : 0
    each.push(await step([arrived], uid).catch((error: unknown) => {
      if (error instanceof CursorMoved || isSystemFailure(error)) throw error
      log.error({ err: error, uid }, 'A message could not be stored and is quarantined')
      return step([{ ...arrived, understood: { quarantined: `not-storable: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown'}` } }], uid)
    }))
  }
  return { intakes: each.flatMap(({ intakes }) => intakes), merges: each.reduce((sum, { merges }) => sum + merges, 0) }
}
