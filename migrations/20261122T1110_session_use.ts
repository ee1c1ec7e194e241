import type { Knex } from 'knex'

export const config = { transaction: false }

export async function up(db: Knex) {
  if (!await db.schema.hasColumn('sessions', 'used_at')) {
    await db.schema.alterTable('sessions', (table) => { table.bigInteger('used_at').nullable() })
  }
  // The password was right and the code is still to come: such a session admits nothing.
  if (!await db.schema.hasColumn('sessions', 'awaits_code')) {
    await db.schema.alterTable('sessions', (table) => { table.boolean('awaits_code').notNullable().defaultTo(false) })
  }
}

export async function down(db: Knex) {
  for (const column of ['used_at', 'awaits_code']) {
    if (await db.schema.hasColumn('sessions', column)) await db.schema.alterTable('sessions', (table) => { table.dropColumn(column) })
  }
}
