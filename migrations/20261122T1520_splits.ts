import type { Knex } from 'knex'
import { extend, reduce, type Additions } from './support/alter.ts'

export const config = { transaction: false }

/** From which ticket one was split off: answers to what went with it find their way by that. */
const tickets: Additions = { columns: { split_from_id: table => table.bigInteger('split_from_id').unsigned().nullable() } }

/** Messages that became a ticket of their own. */
export async function up(db: Knex) {
  await extend(db, 'tickets', tickets)
  if (await db.schema.hasTable('splits')) return
  await db.schema.createTable('splits', (table) => {
    table.bigIncrements('id')
    table.bigInteger('from_id').unsigned().notNullable().index('splits_from')
    table.bigInteger('into_id').unsigned().notNullable().index('splits_into')
    // What was moved, and how the ticket stood before, as JSON: all that putting back needs.
    table.text('moved', 'longtext').notNullable()
    table.bigInteger('agent_id').unsigned().notNullable()
    table.bigInteger('created_at').notNullable()
    table.bigInteger('undone_at').nullable()
  })
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('splits')
  await reduce(db, 'tickets', tickets)
}
