import type { Knex } from 'knex'

export const config = { transaction: false }

/** Whether a mailbox's server takes support+anything@ for support@. */
export async function up(db: Knex) {
  if (await db.schema.hasColumn('mailboxes', 'plus_addresses')) return
  await db.schema.alterTable('mailboxes', (table) => {
    table.boolean('plus_addresses').notNullable().defaultTo(true)
  })
}

export async function down(db: Knex) {
  await db.schema.alterTable('mailboxes', table => table.dropColumn('plus_addresses'))
}
