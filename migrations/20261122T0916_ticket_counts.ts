import type { Knex } from 'knex'

export const config = { transaction: false }

/** How many tickets stand where: kept beside every change, since counting them each time grows with the total. */
export async function up(db: Knex) {
  if (await db.schema.hasTable('ticket_counts')) return
  await db.schema.createTable('ticket_counts', (table) => {
    table.string('status', 12).notNullable()
    table.string('channel', 12).notNullable()
    table.bigInteger('assignee_id').unsigned().notNullable()
    table.bigInteger('tickets').notNullable()
    table.primary(['status', 'channel', 'assignee_id'])
  })
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('ticket_counts')
}
