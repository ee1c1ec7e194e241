import type { Knex } from 'knex'

export const config = { transaction: false }

/** The messages that may leave, and what became of each at each of its recipients. */
export async function up(db: Knex) {
  if (!await db.schema.hasTable('outbox')) {
    await db.schema.createTable('outbox', (table) => {
      table.bigInteger('id').unsigned().primary()
      table.string('kind', 20).notNullable()
      table.string('state', 12).notNullable()
      // Why a held mail waits, and until when; null when it waits for a person.
      table.string('hold', 12).nullable()
      table.bigInteger('held_until').nullable()
      table.bigInteger('ticket_id').unsigned().nullable()
      table.bigInteger('stored_message_id').unsigned().nullable()
      table.bigInteger('mailbox_id').unsigned().nullable()
      table.bigInteger('agent_id').unsigned().nullable()
      table.string('message_id', 300).notNullable()
      table.string('subject', 500).notNullable()
      // What it says, as JSON; sealed when it holds a secret.
      table.text('letter', 'longtext').notNullable()
      table.boolean('sealed').notNullable()
      // The bytes that were sent, once they were made.
      table.string('raw_sha256', 64).nullable()
      // A person has said that it may leave, whatever the installation's rule.
      table.bigInteger('released_at').nullable()
      table.integer('attempts').notNullable().defaultTo(0)
      table.bigInteger('next_attempt_at').nullable()
      table.string('claimed_by', 80).nullable()
      table.bigInteger('claimed_until').nullable()
      table.string('failure', 500).nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('sent_at').nullable()
      table.index(['state', 'next_attempt_at'], 'outbox_due')
      table.index(['ticket_id'], 'outbox_ticket')
      table.index(['stored_message_id'], 'outbox_message')
      table.index(['kind', 'created_at'], 'outbox_kind')
    })
  }
  if (!await db.schema.hasTable('deliveries')) {
    await db.schema.createTable('deliveries', (table) => {
      table.bigIncrements('id')
      table.bigInteger('outbox_id').unsigned().notNullable().index('deliveries_outbox')
      table.string('address', 320).notNullable()
      table.string('state', 12).notNullable()
      table.string('answer', 500).nullable()
      table.bigInteger('at').nullable()
      table.index(['address', 'at'], 'deliveries_address')
    })
  }
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('deliveries')
  await db.schema.dropTableIfExists('outbox')
}
