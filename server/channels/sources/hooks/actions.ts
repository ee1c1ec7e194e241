import type { Database, Transaction } from '../../../platform/db.ts'
import type { Secrets } from '../../../platform/secrets.ts'
import { takeTold, type ForumReading } from '../following/actions.ts'
import { insertAsk, saveNextReading } from '../following/store.ts'
import { secretsOf, sourceById } from '../store.ts'
import { hookEvent, isSignedBy, toldByHook, type HookEvent } from './event.ts'

/** What hearing webhooks is done with. */
export type Hearing = { database: Database, secrets: Pick<Secrets, 'open'>, clock: () => Date, takeIn: ForumReading['takeIn'] }

/** What came to the address of a webhook. */
export type Heard = { sourceId: number, event: string, signature: string | undefined, body: Uint8Array }

/**
 * A forum says that something has happened. With a key its word is only a reason to look: the post is read from the forum itself. Without one
 * the post is taken from what it has signed. Said again it changes nothing. Answers whether it was signed as it should.
 */
export async function hear(hearing: Hearing, { sourceId, event, signature, body }: Heard): Promise<boolean> {
  const { database, secrets, clock } = hearing
  const [source, sealed] = [await sourceById(database.reader, sourceId), await secretsOf(database.reader, sourceId)]
  if (source?.profile !== 'discourse' || !source.active || !sealed?.webhookSecret) return false
  if (!isSignedBy(secrets.open(sealed.webhookSecret), body, signature)) return false
  const told = hookEvent(event, body)
  const post = told.about === 'post' ? toldByHook(told.post, event, source) : undefined
  if (sealed.apiKey !== null) await database.transaction(db => wake(db, sourceId, { told, at: clock().getTime() }))
  else if (post) await takeTold(hearing, source, [post])
  return true
}

async function wake(db: Transaction, sourceId: number, { told, at }: { told: HookEvent, at: number }) {
  if (told.about === 'nothing') return
  await insertAsk(db, sourceId, { postKey: told.about === 'post' ? `post/${told.post.id}` : `topic/${told.id}`, at })
  await saveNextReading(db, sourceId, null)
}
