import type { Knex } from 'knex'

export const config = { transaction: false }

/**
 * Every Message-ID a ticket knows: of its messages, and of those its messages answer though we never saw them.
 * `hash` is the SHA-256 of the normalised id, cut to 128 bits; one ticket owns an id.
 */
export async function up(db: Knex) {
  if (await db.schema.hasTable('thread_ids')) return
  await db.schema.createTable('thread_ids', (table) => {
    table.string('hash', 32).primary()
    table.bigInteger('ticket_id').unsigned().notNullable().index('thread_ids_ticket')
    table.bigInteger('message_id').unsigned().nullable()
  })
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('thread_ids')
}
