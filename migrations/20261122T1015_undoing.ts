import type { Knex } from 'knex'

export const config = { transaction: false }

/** How a ticket stood before a reply, as JSON: what taking the reply back restores. And since when solved tickets are solved. */
export async function up(db: Knex) {
  if (!await db.schema.hasColumn('messages', 'former')) await db.schema.alterTable('messages', table => table.text('former').nullable())
  await db('tickets').where({ status: 'solved' }).whereNull('solved_at').update({ solved_at: db.ref('activity_at') })
}

export async function down(db: Knex) {
  await db.schema.alterTable('messages', table => table.dropColumn('former'))
}
