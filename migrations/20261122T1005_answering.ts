import type { Knex } from 'knex'
import { extend, reduce, type Additions } from './support/alter.ts'

export const config = { transaction: false }

/** What tickets, messages and people need so that they can be answered. */
const additions: Record<string, Additions> = {
  tickets: {
    columns: {
      // Counts what was said on the ticket: an answer written on an older one is refused.
      version: table => table.integer('version').notNullable().defaultTo(0),
      mailbox_id: table => table.bigInteger('mailbox_id').unsigned().notNullable().defaultTo(0),
      solved_at: table => table.bigInteger('solved_at').nullable(),
      // Another ticket that this one seems to be about.
      related_id: table => table.bigInteger('related_id').unsigned().nullable(),
      locale: table => table.string('locale', 10).nullable(),
    },
    indexes: { tickets_solved: ['status', 'solved_at'] },
  },
  messages: {
    columns: {
      version: table => table.integer('version').notNullable().defaultTo(0),
      side_id: table => table.bigInteger('side_id').unsigned().nullable(),
      reply_to: table => table.string('reply_to', 320).nullable(),
      // The original author of what was forwarded, as JSON.
      forwarded_from: table => table.string('forwarded_from', 600).nullable(),
    },
  },
  participants: { columns: { side_id: table => table.bigInteger('side_id').unsigned().nullable() } },
  thread_ids: { columns: { side_id: table => table.bigInteger('side_id').unsigned().nullable() } },
  // A file of its own in the data directory, rather than a part of a raw message.
  attachments: { columns: { kept: table => table.boolean('kept').notNullable().defaultTo(false) } },
  mailboxes: {
    columns: {
      transport: table => table.string('transport', 10).notNullable().defaultTo('imap'),
      from_address: table => table.string('from_address', 320).nullable(),
      from_name: table => table.string('from_name', 200).nullable(),
      reply_address: table => table.string('reply_address', 320).nullable(),
      bounce_address: table => table.string('bounce_address', 320).nullable(),
      authserv_id: table => table.string('authserv_id', 255).nullable(),
      signature: table => table.text('signature').nullable(),
      locale: table => table.string('locale', 10).notNullable().defaultTo('fr'),
      acknowledges: table => table.boolean('acknowledges').notNullable().defaultTo(true),
    },
  },
}

export async function up(db: Knex) {
  for (const [table, added] of Object.entries(additions)) await extend(db, table, added)
}

export async function down(db: Knex) {
  for (const [table, added] of Object.entries(additions)) await reduce(db, table, added)
}
