import type { Knex } from 'knex'
import { extend, reduce } from './support/alter.ts'

export const config = { transaction: false }

// Runs that are over are many: the latest are found by their end, and told apart without a look at the rows, which hold their whole progress.
const ordered = { indexes: { runs_ended: ['ended_at', 'workflow', 'standing', 'rehearsal', 'owner_id'] } }

/** The board finds the latest runs that are over. */
export const up = (db: Knex) => extend(db, 'runs', ordered)

export const down = (db: Knex) => reduce(db, 'runs', ordered)
