import { createHash } from 'node:crypto'
import type { Knex } from 'knex'

export const config = { transaction: false }

const AT_ONCE = 1000

const hashOf = (bare: string) => createHash('sha256').update(bare).digest('hex').slice(0, 32)
const bareOf = (messageId: string) => messageId.replace(/^<|>$/g, '').trim()

/** Message-IDs are recognised whatever a server made of their case: those that were kept under their capitals are kept without. */
export async function up(db: Knex) {
  for (let last = 0; ;) {
    const messages = await db('messages').where('id', '>', last).whereNotNull('message_id').orderBy('id').limit(AT_ONCE).select<{ id: number, messageId: string }[]>({ id: 'id', messageId: 'message_id' })
    for (const { messageId } of messages) {
      const bare = bareOf(messageId)
      if (bare !== bare.toLowerCase()) await rename(db, hashOf(bare), hashOf(bare.toLowerCase()))
    }
    if (messages.length < AT_ONCE) return
    last = messages.at(-1)?.id ?? last
  }
}

/** One ticket owns an id: where the other spelling is owned already, that stays. */
async function rename(db: Knex, from: string, to: string) {
  if (await db('thread_ids').where({ hash: to }).first('hash') === undefined) await db('thread_ids').where({ hash: from }).update({ hash: to })
}

export async function down() {
  // The capitals are forgotten, and nothing needs them.
}
