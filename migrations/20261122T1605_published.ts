import type { Knex } from 'knex'
import { extend, reduce, type Additions } from './support/alter.ts'

export const config = { transaction: false }

/** What became of an answer where everybody reads: when it was seen there, and whether its moderators hold or refused it. */
const messages: Additions = {
  columns: {
    published_at: table => table.bigInteger('published_at').nullable(),
    moderation: table => table.string('moderation', 10).nullable(),
  },
}

/** What carries it: a mail, the API of a forum, or somebody's hands. */
const outbox: Additions = { columns: { goes_by: table => table.string('goes_by', 10).notNullable().defaultTo('mail') } }

export async function up(db: Knex) {
  await extend(db, 'messages', messages)
  await extend(db, 'outbox', outbox)
}

export async function down(db: Knex) {
  await reduce(db, 'outbox', outbox)
  await reduce(db, 'messages', messages)
}
