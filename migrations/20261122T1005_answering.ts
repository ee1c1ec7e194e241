import type { Knex } from 'knex'

export const config = { transaction: false }

/** What tickets, messages and people need so that they can be answered. */
export async function up(db: Knex) {
  await extend(db, 'tickets', 'version', (table) => {
    // Counts what was said on the ticket: an answer written on an older one is refused.
    table.integer('version').notNullable().defaultTo(0)
    table.bigInteger('mailbox_id').unsigned().notNullable().defaultTo(0)
    table.bigInteger('solved_at').nullable()
    // Another ticket that this one seems to be about.
    table.bigInteger('related_id').unsigned().nullable()
    table.string('locale', 10).nullable()
    table.index(['status', 'solved_at'], 'tickets_solved')
  })
  await extend(db, 'messages', 'version', (table) => {
    table.integer('version').notNullable().defaultTo(0)
    table.bigInteger('side_id').unsigned().nullable()
    table.string('reply_to', 320).nullable()
    // The original author of what was forwarded, as JSON.
    table.string('forwarded_from', 600).nullable()
  })
  await extend(db, 'participants', 'side_id', (table) => {
    table.bigInteger('side_id').unsigned().nullable()
  })
  await extend(db, 'thread_ids', 'side_id', (table) => {
    table.bigInteger('side_id').unsigned().nullable()
  })
  await extend(db, 'attachments', 'kept', (table) => {
    // A file of its own in the data directory, rather than a part of a raw message.
    table.boolean('kept').notNullable().defaultTo(false)
  })
  await extend(db, 'mailboxes', 'from_address', (table) => {
    table.string('transport', 10).notNullable().defaultTo('imap')
    table.string('from_address', 320).nullable()
    table.string('from_name', 200).nullable()
    table.string('reply_address', 320).nullable()
    table.string('bounce_address', 320).nullable()
    table.string('authserv_id', 255).nullable()
    table.text('signature').nullable()
    table.string('locale', 10).notNullable().defaultTo('fr')
    table.boolean('acknowledges').notNullable().defaultTo(true)
  })
}

async function extend(db: Knex, table: string, column: string, change: (table: Knex.AlterTableBuilder) => void) {
  if (!await db.schema.hasColumn(table, column)) await db.schema.alterTable(table, change)
}

export async function down(db: Knex) {
  const added = {
    mailboxes: ['transport', 'from_address', 'from_name', 'reply_address', 'bounce_address', 'authserv_id', 'signature', 'locale', 'acknowledges'],
    attachments: ['kept'], thread_ids: ['side_id'], participants: ['side_id'],
    messages: ['version', 'side_id', 'reply_to', 'forwarded_from'],
  }
  for (const [table, columns] of Object.entries(added)) await db.schema.alterTable(table, changing => changing.dropColumns(...columns))
  await db.schema.alterTable('tickets', table => table.dropIndex([], 'tickets_solved'))
  await db.schema.alterTable('tickets', table => table.dropColumns('version', 'mailbox_id', 'solved_at', 'related_id', 'locale'))
}
