import type { Knex } from 'knex'

export const config = { transaction: false }

/** By which new tickets a workflow is started. */
export async function up(db: Knex) {
  if (await db.schema.hasTable('workflow_triggers')) return
  await db.schema.createTable('workflow_triggers', (table) => {
    table.bigIncrements('id')
    table.string('workflow', 60).notNullable()
    table.boolean('active').notNullable().defaultTo(true)
    // JSON: what the ticket must be like.
    table.text('conditions').notNullable()
    // JSON: an expression for each field that it is started with.
    table.text('start').notNullable()
    table.bigInteger('created_at').notNullable()
  })
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('workflow_triggers')
}
