import type { Knex } from 'knex'

export const config = { transaction: false }

/** What was taken in within the last days, as far as limits count it: hashes of who, from where and what. */
export async function up(db: Knex) {
  if (await db.schema.hasTable('taken_in')) return
  await db.schema.createTable('taken_in', (table) => {
    table.bigInteger('intake_id').unsigned().primary()
    table.string('sender', 16).notNullable()
    table.string('source', 16).notNullable()
    table.string('words', 16).notNullable()
    table.string('shape', 16).nullable()
    table.bigInteger('ticket_id').unsigned().notNullable()
    table.boolean('opens').notNullable()
    // When it reached our server.
    table.bigInteger('at').notNullable()
    table.index(['sender', 'at'], 'taken_in_sender')
    table.index(['source', 'at'], 'taken_in_source')
    table.index(['at'], 'taken_in_at')
  })
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('taken_in')
}
