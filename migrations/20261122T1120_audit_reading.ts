import type { Knex } from 'knex'
import { extend, reduce, type Additions } from './support/alter.ts'

export const config = { transaction: false }

const added: Additions = { indexes: { audit_actor: ['actor', 'id'], audit_did: ['did', 'id'], audit_at: ['at', 'id'] } }

export const up = (db: Knex) => extend(db, 'audit', added)

export const down = (db: Knex) => reduce(db, 'audit', added)
