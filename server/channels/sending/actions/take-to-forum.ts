import type { ClaimedMail } from '../../../outbox/actions/claim.ts'
import { settleDelivery, stillOurs, type Settled } from '../../../outbox/actions/settle.ts'
import type { LetterPost } from '../../../outbox/outgoing.ts'
import type { Database } from '../../../platform/db.ts'
import { Refusal, RemoteFailure } from '../../../platform/errors.ts'
import { postTaken } from '../../../tickets/replying/actions/post-taken.ts'
import { nameAt } from '../../mail/post-keys.ts'
import type { Forum } from '../../sources/ports.ts'

/** What taking an answer to a forum needs of the world. */
export type ForumWorld = { database: Database, clock: () => Date, holder: string, forum: Forum }

type Taken = Awaited<ReturnType<Forum['ensurePosted']>>

/** Sees to it that the answer stands in its topic. That it is known there by a name of its own is committed with it: coming back, it is ours. */
export async function takeToForum({ database, clock, holder, forum }: ForumWorld, mail: ClaimedMail, { text, post, forMs }: { text: string, post: LetterPost, forMs: number }) {
  const { sourceId, threadKey, answersPostKey, since } = post
  if (threadKey === null) throw new Refusal('conflict', 'The topic of this answer is not known: publish it by hand')
  for (const { id, address } of mail.deliveries) {
    const ours = await database.transaction(db => stillOurs({ db, now: clock() }, mail.id, { holder, forMs }))
    if (!ours) return
    const taken = await forum.ensurePosted({ sourceId, threadKey, answersPostKey, text, since }).catch(asFailure)
    await database.transaction(async (db) => {
      const context = { db, now: clock() }
      await settleDelivery(context, { id, address, outboxId: mail.id }, settledBy(taken, address))
      if (!(taken instanceof RemoteFailure) && mail.storedMessageId !== null) await postTaken(context, { ...taken, messageId: mail.storedMessageId, name: nameAt(sourceId, taken.postKey) })
    })
  }
}

/** Anything else is a bug, and is said as one. */
function asFailure(error: unknown): RemoteFailure {
  if (error instanceof RemoteFailure) return error
  throw error
}

function settledBy(taken: Taken | RemoteFailure, server: string): Settled {
  const [state, answer] = taken instanceof RemoteFailure ? [taken.retry ? 'delayed' : 'failed', taken.message] as const : ['sent', taken.postUrl ?? taken.postKey] as const
  return { state, answer, tries: [{ server, result: state, answer }] }
}
