import type { Knex } from 'knex'
import { extend, reduce, type Additions } from './support/alter.ts'

export const config = { transaction: false }

/** Whether a mailbox's server takes support+anything@ for support@. */
const added: Additions = { columns: { plus_addresses: table => table.boolean('plus_addresses').notNullable().defaultTo(true) } }

export const up = (db: Knex) => extend(db, 'mailboxes', added)

export const down = (db: Knex) => reduce(db, 'mailboxes', added)
