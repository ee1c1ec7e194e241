import type { Context } from '../../platform/context.ts'
import { record } from '../../platform/record.ts'
import { isSecret, type Outgoing } from '../outgoing.ts'
import type { Sealing } from '../ports.ts'
import { insertOutgoing } from '../store.ts'

/**
 * Puts a mail into the outbox, in the caller's transaction: it leaves when that is committed and its hold is over, and not otherwise.
 * The words of a mail that holds a secret are sealed: nobody reads them in the outbox.
 */
export async function putInOutbox({ db, now }: Pick<Context, 'db' | 'now'>, outgoing: Outgoing, { seal }: Sealing) {
  const words = JSON.stringify(outgoing.letter)
  const sealed = isSecret(outgoing.kind)
  await insertOutgoing(db, outgoing, { letter: sealed ? seal(words) : words, sealed, at: now })
  await record({ db, now }, { type: 'outbox.changed', outboxId: outgoing.id, ticketId: outgoing.ticketId })
}
