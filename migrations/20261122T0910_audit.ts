import type { Knex } from 'knex'

export const config = { transaction: false }

export async function up(db: Knex) {
  if (await db.schema.hasTable('audit')) return
  await db.schema.createTable('audit', (table) => {
    table.bigIncrements('id')
    table.bigInteger('at').notNullable()
    table.string('actor', 80).notNullable()
    table.string('did', 60).notNullable()
    table.bigInteger('ticket_id').nullable().index('audit_ticket')
    table.text('entry').notNullable()
  })
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('audit')
}
