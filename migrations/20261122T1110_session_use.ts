import type { Knex } from 'knex'
import { extend, reduce, type Additions } from './support/alter.ts'

export const config = { transaction: false }

const added: Additions = {
  columns: {
    used_at: table => table.bigInteger('used_at').nullable(),
    // The password was right and the code is still to come: such a session admits nothing.
    awaits_code: table => table.boolean('awaits_code').notNullable().defaultTo(false),
  },
}

export const up = (db: Knex) => extend(db, 'sessions', added)

export const down = (db: Knex) => reduce(db, 'sessions', added)
