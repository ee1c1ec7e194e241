import type { Knex } from 'knex'

export const config = { transaction: false }

/** What keeps tickets open until it is over: a run of a workflow, for example. */
export async function up(db: Knex) {
  if (await db.schema.hasTable('ticket_blockers')) return
  await db.schema.createTable('ticket_blockers', (table) => {
    table.bigIncrements('id')
    table.bigInteger('ticket_id').unsigned().notNullable().index('ticket_blockers_ticket')
    table.string('kind', 20).notNullable()
    table.bigInteger('refers_to').notNullable()
    table.string('says', 300).notNullable()
    table.bigInteger('created_at').notNullable()
    table.unique(['kind', 'refers_to'], { indexName: 'ticket_blockers_once' })
  })
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('ticket_blockers')
}
