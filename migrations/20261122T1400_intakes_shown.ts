import type { Knex } from 'knex'
import { extend, reduce, type Additions } from './support/alter.ts'

export const config = { transaction: false }

/** What the list of intakes shows and asks by: from whom, about what, read by which version of the reader, dismissed by whom. */
const intakes: Additions = {
  columns: {
    from_address: table => table.string('from_address', 320).nullable(),
    from_name: table => table.string('from_name', 200).nullable(),
    subject: table => table.string('subject', 300).nullable(),
    // Of a quarantined message: which version of the reader failed on it.
    parser_version: table => table.integer('parser_version').nullable(),
    dismissed_at: table => table.bigInteger('dismissed_at').nullable(),
    dismissed_by: table => table.bigInteger('dismissed_by').unsigned().nullable(),
    dismissed_why: table => table.string('dismissed_why', 500).nullable(),
  },
  indexes: { intakes_mailbox: ['mailbox_id', 'id'] },
}

export async function up(db: Knex) {
  await extend(db, 'intakes', intakes)
}

export async function down(db: Knex) {
  await reduce(db, 'intakes', intakes)
}
