import type { Knex } from 'knex'

export const config = { transaction: false }

/** What came of comparing each mailbox with the database, the last time. */
export async function up(db: Knex) {
  if (await db.schema.hasTable('ledger_checks')) return
  await db.schema.createTable('ledger_checks', (table) => {
    table.bigInteger('mailbox_id').unsigned().primary()
    // When somebody last asked for it beside the nightly one.
    table.bigInteger('asked_at').nullable()
    table.bigInteger('checked_at').nullable()
    table.integer('on_server').notNullable().defaultTo(0)
    table.integer('missing').notNullable().defaultTo(0)
    table.integer('differing').notNullable().defaultTo(0)
    table.integer('lost').notNullable().defaultTo(0)
    // Some of each, by their places.
    table.text('details').nullable()
    table.string('failure', 500).nullable()
  })
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('ledger_checks')
}
