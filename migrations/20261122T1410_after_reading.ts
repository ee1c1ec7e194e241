import type { Knex } from 'knex'
import { extend, reduce, type Additions } from './support/alter.ts'

export const config = { transaction: false }

/** What is done on the server with a message once it is stored, and up to which UID that has been done. */
const mailboxes: Additions = {
  columns: {
    after_reading: table => table.string('after_reading', 500).notNullable().defaultTo('leave'),
    after_uid: table => table.bigInteger('after_uid').nullable(),
  },
}

export async function up(db: Knex) {
  await extend(db, 'mailboxes', mailboxes)
}

export async function down(db: Knex) {
  await reduce(db, 'mailboxes', mailboxes)
}
