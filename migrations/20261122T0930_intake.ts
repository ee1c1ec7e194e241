import type { Knex } from 'knex'

export const config = { transaction: false }

export async function up(db: Knex) {
  if (!await db.schema.hasTable('mailboxes')) {
    await db.schema.createTable('mailboxes', (table) => {
      table.bigIncrements('id')
      table.string('name', 80).notNullable().unique('mailboxes_name')
      table.string('host', 255).notNullable()
      table.integer('port').notNullable()
      table.boolean('secure').notNullable()
      table.string('username', 255).notNullable()
      table.text('password_sealed').notNullable()
      table.string('folder', 500).notNullable()
      // 'now', 'all', or a number of days.
      table.string('begin', 10).notNullable()
      table.boolean('active').notNullable().defaultTo(true)
      table.string('uid_validity', 20).nullable()
      // Everything up to this UID is accounted for.
      table.bigInteger('last_uid').nullable()
      // Everything up to this one was there before we began.
      table.bigInteger('baseline_uid').nullable()
      table.bigInteger('checked_at').nullable()
      table.string('failure', 500).nullable()
      table.bigInteger('created_at').notNullable()
    })
  }

  if (!await db.schema.hasTable('intakes')) {
    await db.schema.createTable('intakes', (table) => {
      table.bigInteger('id').unsigned().primary()
      table.string('source', 10).notNullable()
      table.bigInteger('mailbox_id').unsigned().nullable()
      table.string('uid_validity', 20).nullable()
      table.bigInteger('uid').nullable()
      table.string('sha256', 64).nullable()
      table.bigInteger('size').notNullable()
      table.text('envelope', 'mediumtext').nullable()
      table.string('message_id', 1000).nullable()
      table.string('state', 12).notNullable()
      table.string('reason', 300).notNullable()
      table.bigInteger('ticket_id').unsigned().nullable()
      table.bigInteger('stored_message_id').unsigned().nullable()
      table.bigInteger('delivered_at').nullable()
      table.bigInteger('created_at').notNullable()
      table.unique(['mailbox_id', 'uid_validity', 'uid'], { indexName: 'intakes_place' })
      table.index(['state', 'id'], 'intakes_state')
      table.index(['ticket_id'], 'intakes_ticket')
    })
  }
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('intakes')
  await db.schema.dropTableIfExists('mailboxes')
}
