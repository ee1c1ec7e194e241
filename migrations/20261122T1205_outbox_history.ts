import type { Knex } from 'knex'
import { extend, reduce, type Additions } from './support/alter.ts'

export const config = { transaction: false }

const added: Additions = {
  columns: {
    first_attempt_at: table => table.bigInteger('first_attempt_at').nullable(),
    // Who let it leave, when somebody had to.
    released_by: table => table.bigInteger('released_by').unsigned().nullable(),
  },
}

/** What a mail remembers of its sending: when it was first tried, for how long it may be, and what became of each try. */
export async function up(db: Knex) {
  await extend(db, 'outbox', added)
  if (await db.schema.hasTable('outbox_attempts')) return
  await db.schema.createTable('outbox_attempts', (table) => {
    table.bigIncrements('id')
    table.bigInteger('outbox_id').unsigned().notNullable().index('outbox_attempts_outbox')
    table.bigInteger('at').notNullable()
    // The server by its name, never with its password; null when what came of it is a bounce.
    table.string('server', 255).nullable()
    table.string('address', 320).notNullable()
    table.string('result', 12).notNullable()
    table.string('answer', 500).notNullable()
  })
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('outbox_attempts')
  await reduce(db, 'outbox', added)
}
