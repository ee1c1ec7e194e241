import type { Knex } from 'knex'
import { extend, reduce } from './support/alter.ts'

export const config = { transaction: false }

const added = {
  columns: {
    going_done: (table: Knex.AlterTableBuilder) => { table.bigInteger('going_done').nullable() },
    going_of: (table: Knex.AlterTableBuilder) => { table.bigInteger('going_of').nullable() },
    going_ends: (table: Knex.AlterTableBuilder) => { table.bigInteger('going_ends').nullable() },
  },
}

/** How far the long acts of a run are, and when they may be over: lists show it too. */
export const up = (db: Knex) => extend(db, 'runs', added)

export const down = (db: Knex) => reduce(db, 'runs', added)
