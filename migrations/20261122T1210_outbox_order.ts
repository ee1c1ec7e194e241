import type { Knex } from 'knex'
import { extend, reduce, type Additions } from './support/alter.ts'

export const config = { transaction: false }

/** The outbox is read newest first, and a report that came back finds its mail by the Message-ID. */
const added: Additions = { indexes: { outbox_order: ['created_at', 'id'], outbox_message_id: ['message_id'] } }

export const up = (db: Knex) => extend(db, 'outbox', added)

export const down = (db: Knex) => reduce(db, 'outbox', added)
