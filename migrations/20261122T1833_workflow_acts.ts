import type { Knex } from 'knex'

export const config = { transaction: false }

/** What workflows have done in our own database, by the key of the act: done once, however often it is tried. */
export async function up(db: Knex) {
  if (await db.schema.hasTable('workflow_acts')) return
  await db.schema.createTable('workflow_acts', (table) => {
    // `run/path/round`.
    table.string('act', 400).primary()
    // Who came first, when two try at once.
    table.string('token', 40).notNullable()
    // JSON.
    table.text('result').nullable()
    table.bigInteger('done_at').notNullable()
  })
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('workflow_acts')
}
