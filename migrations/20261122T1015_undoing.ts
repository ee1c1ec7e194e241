import type { Knex } from 'knex'
import { extend, reduce, type Additions } from './support/alter.ts'

export const config = { transaction: false }

/** How a ticket stood before a reply, as JSON: what taking the reply back restores. */
const added: Additions = { columns: { former: table => table.text('former').nullable() } }

/** Also: since when solved tickets are solved. */
export async function up(db: Knex) {
  await extend(db, 'messages', added)
  await db('tickets').where({ status: 'solved' }).whereNull('solved_at').update({ solved_at: db.ref('activity_at') })
}

export const down = (db: Knex) => reduce(db, 'messages', added)
