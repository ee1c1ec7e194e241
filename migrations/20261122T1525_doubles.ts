import type { Knex } from 'knex'

export const config = { transaction: false }

/** Tickets that seem to be the same question, and what finding them needs. */
export async function up(db: Knex) {
  if (!await db.schema.hasTable('asked')) {
    // What each ticket of the last days asked: small enough to compare without reading messages again.
    await db.schema.createTable('asked', (table) => {
      table.bigInteger('ticket_id').unsigned().primary()
      table.string('person', 330).notNullable()
      table.string('name', 200).notNullable()
      // JSON.
      table.text('words').notNullable()
      table.bigInteger('opened_at').notNullable().index('asked_opened_at')
      table.index(['person', 'opened_at'], 'asked_person')
      table.index(['name', 'opened_at'], 'asked_name')
    })
  }
  if (!await db.schema.hasTable('doubles')) {
    await db.schema.createTable('doubles', (table) => {
      table.bigInteger('low_id').unsigned().notNullable()
      table.bigInteger('high_id').unsigned().notNullable().index('doubles_high')
      // How alike they are, in hundredths.
      table.integer('likeness').notNullable()
      // When an agent said that they are two questions.
      table.bigInteger('judged_at').nullable()
      table.bigInteger('judged_by').unsigned().nullable()
      table.primary(['low_id', 'high_id'])
    })
  }
  if (!await db.schema.hasTable('feed_readers')) {
    await db.schema.createTable('feed_readers', (table) => {
      table.string('name', 40).primary()
      table.bigInteger('position').notNullable()
    })
  }
}

export async function down(db: Knex) {
  for (const table of ['feed_readers', 'doubles', 'asked']) await db.schema.dropTableIfExists(table)
}
