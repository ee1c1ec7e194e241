import type { Knex } from 'knex'

export const config = { transaction: false }

/** Whose pictures from elsewhere are always shown. */
export async function up(db: Knex) {
  if (await db.schema.hasTable('picture_senders')) return
  await db.schema.createTable('picture_senders', (table) => {
    // The digest of the address: engines do not agree on when two addresses are the same.
    table.string('address_sha256', 64).primary()
    table.string('address', 320).notNullable()
    table.bigInteger('agent_id').unsigned().notNullable()
    table.bigInteger('created_at').notNullable()
  })
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('picture_senders')
}
