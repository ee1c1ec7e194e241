import type { Knex } from 'knex'

export const config = { transaction: false }

// A path as its server writes it: told apart by its digest, being too long for a key.
const PATH = 1000

/** Mailboxes that are copied from one server to another, their folders, and what became of each message. */
export async function up(db: Knex) {
  if (!await db.schema.hasTable('mail_copies')) await db.schema.createTable('mail_copies', copies)
  if (!await db.schema.hasTable('mail_copy_folders')) await db.schema.createTable('mail_copy_folders', folders)
  if (!await db.schema.hasTable('mail_copy_messages')) await db.schema.createTable('mail_copy_messages', messages)
}

function copies(table: Knex.CreateTableBuilder) {
  table.bigIncrements('id')
  // The digest of both mailboxes: whoever copies them again goes on.
  table.string('identity', 64).notNullable().unique()
  table.string('address', 320).notNullable()
  table.string('source', 600).notNullable()
  table.string('destination', 600).notNullable()
  table.bigInteger('run_id').notNullable().index()
  // JSON: where both are, and by which marks the run opens their passwords.
  table.text('access').nullable()
  // How often it was begun, and by whom: each pass brings what is new.
  table.integer('pass').notNullable()
  table.string('pass_key', 400).notNullable()
  table.string('stage', 20).notNullable()
  // Counted up by whoever goes on with it: whoever was there before may note nothing any more.
  table.integer('slice').notNullable()
  // Of this pass.
  table.bigInteger('worked_ms').notNullable()
  table.bigInteger('moved_messages').notNullable()
  table.bigInteger('moved_bytes').notNullable()
  // JSON.
  table.text('result').nullable()
  table.bigInteger('begun_at').notNullable()
  table.bigInteger('touched_at').notNullable().index()
}

function folders(table: Knex.CreateTableBuilder) {
  table.bigIncrements('id')
  table.bigInteger('copy_id').notNullable()
  table.string('source_digest', 64).notNullable()
  table.string('source_path', PATH).notNullable()
  table.string('destination_path', PATH).notNullable()
  table.string('state', 20).notNullable()
  table.string('reason', 300).nullable()
  // The numbering of either side, and the highest UID that was taken down.
  table.string('source_validity', 20).nullable()
  table.bigInteger('source_seen').notNullable()
  table.string('destination_validity', 20).nullable()
  table.bigInteger('destination_seen').notNullable()
  // What was counted at the destination.
  table.integer('messages').notNullable()
  table.bigInteger('bytes').notNullable()
  // JSON: what was not there.
  table.text('unmatched', 'mediumtext').nullable()
  table.unique(['copy_id', 'source_digest'], { indexName: 'mail_copy_folders_path' })
}

function messages(table: Knex.CreateTableBuilder) {
  table.bigIncrements('id')
  table.bigInteger('folder_id').notNullable()
  table.string('source_validity', 20).notNullable()
  table.bigInteger('source_uid').notNullable()
  table.string('digest', 40).notNullable()
  table.string('message_id', 250).nullable()
  table.bigInteger('size').notNullable()
  table.bigInteger('delivered_at').notNullable()
  table.string('state', 10).notNullable()
  table.integer('pass').notNullable()
  table.integer('tries').notNullable()
  table.string('reason', 300).nullable()
  table.bigInteger('destination_uid').nullable()
  // The flags that it had at the source, and those that it was given.
  table.string('source_flags', 1000).notNullable()
  table.string('given_flags', 1000).nullable()
  table.unique(['folder_id', 'source_validity', 'source_uid'], { indexName: 'mail_copy_messages_uid' })
  table.index(['folder_id', 'state', 'source_uid'], 'mail_copy_messages_state')
  table.index(['folder_id', 'digest'], 'mail_copy_messages_digest')
}

export async function down(db: Knex) {
  for (const table of ['mail_copy_messages', 'mail_copy_folders', 'mail_copies']) await db.schema.dropTableIfExists(table)
}
