import type { Knex } from 'knex'

export const config = { transaction: false }

const TRIGGERS = { audit_no_update: 'update', audit_no_delete: 'delete' }
const SENTENCE = 'The audit log is only ever added to'

// 1419: SUPER is needed while the binary log is on; 1142 and 1227: the right to make triggers was not given.
const FORBIDDEN = new Set([1142, 1227, 1419])

/** Where triggers are forbidden the migration goes on: `permanence migrate` then tries the table, and says what is missing. */
export async function up(db: Knex) {
  const sqlite = db.client.config.client !== 'mysql2'
  for (const [name, deed] of Object.entries(TRIGGERS)) {
    const refuse = sqlite ? `begin select raise(abort, '${SENTENCE}'); end` : `for each row signal sqlstate '45000' set message_text = '${SENTENCE}'`
    try {
      await db.raw(`create trigger if not exists ${name} before ${deed} on audit ${refuse}`)
    }
    catch (error) {
      if (!FORBIDDEN.has(Number((error as { errno?: unknown }).errno))) throw error
    }
  }
}

export async function down(db: Knex) {
  for (const name of Object.keys(TRIGGERS)) await db.raw(`drop trigger if exists ${name}`)
}
