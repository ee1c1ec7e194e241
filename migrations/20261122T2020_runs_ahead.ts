import type { Knex } from 'knex'
import { extend, reduce } from './support/alter.ts'

export const config = { transaction: false }

const added = {
  columns: {
    // The next date of anything in it, and the step whose date that is; '' for the run as a whole.
    falls_at: (table: Knex.AlterTableBuilder) => { table.bigInteger('falls_at').nullable() },
    falls_path: (table: Knex.AlterTableBuilder) => { table.string('falls_path', 300).nullable() },
    // Why it is blocked: a JSON of a few words in both languages.
    stuck: (table: Knex.AlterTableBuilder) => { table.text('stuck').nullable() },
  },
}

/** Lists say when something of a run falls due, and why a blocked one is. */
export const up = (db: Knex) => extend(db, 'runs', added)

export const down = (db: Knex) => reduce(db, 'runs', added)
