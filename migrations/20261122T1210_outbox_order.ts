import type { Knex } from 'knex'

export const config = { transaction: false }

/** The outbox is read newest first, and a report that came back finds its mail by the Message-ID. */
export async function up(db: Knex) {
  await add(db, 'outbox_order', ['created_at', 'id'])
  await add(db, 'outbox_message_id', ['message_id'])
}

/** Engines differ in how they list indexes; both refuse one that is there. */
async function add(db: Knex, name: string, columns: string[]) {
  await db.schema.alterTable('outbox', table => table.index(columns, name)).catch((error: Error) => {
    if (!/already exists|duplicate key name/i.test(error.message)) throw error
  })
}

export async function down(db: Knex) {
  for (const name of ['outbox_message_id', 'outbox_order']) await db.schema.alterTable('outbox', table => table.dropIndex([], name))
}
