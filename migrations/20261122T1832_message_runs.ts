import type { Knex } from 'knex'
import { extend, reduce } from './support/alter.ts'

export const config = { transaction: false }

// The run of a workflow that said it; null for what people say.
const said = { columns: { run_id: (table: Knex.AlterTableBuilder) => void table.bigInteger('run_id').nullable() } }

/** Messages may be said by a run. */
export const up = (db: Knex) => extend(db, 'messages', said)

export const down = (db: Knex) => reduce(db, 'messages', said)
