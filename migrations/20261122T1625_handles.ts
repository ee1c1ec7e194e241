import type { Knex } from 'knex'
import { extend, reduce, type Additions } from './support/alter.ts'

export const config = { transaction: false }

/** Whoever is joined to a person finds their tickets. */
const handles: Additions = { indexes: { tickets_handle: ['requester_handle', 'source_id'] } }

export async function up(db: Knex) {
  await extend(db, 'tickets', handles)
}

export async function down(db: Knex) {
  await reduce(db, 'tickets', handles)
}
