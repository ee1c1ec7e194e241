import type { Knex } from 'knex'

export const config = { transaction: false }

export async function up(db: Knex) {
  if (!await db.schema.hasTable('participants')) {
    await db.schema.createTable('participants', (table) => {
      table.bigIncrements('id')
      table.bigInteger('ticket_id').unsigned().notNullable()
      table.string('kind', 10).notNullable()
      table.string('address', 320).notNullable()
      table.string('name', 200).notNullable()
      table.boolean('pending').notNullable().defaultTo(false)
      table.index(['ticket_id'], 'participants_ticket')
    })
  }

  if (!await db.schema.hasTable('messages')) {
    await db.schema.createTable('messages', (table) => {
      table.bigInteger('id').unsigned().primary()
      table.bigInteger('ticket_id').unsigned().notNullable()
      table.string('kind', 10).notNullable()
      table.bigInteger('agent_id').unsigned().nullable()
      table.string('from_address', 320).notNullable()
      table.string('from_name', 200).notNullable()
      table.text('recipients', 'mediumtext').notNullable()
      table.string('subject', 500).notNullable()
      table.string('message_id', 1000).nullable()
      table.string('fingerprint', 64).nullable()
      table.string('raw_sha256', 64).nullable()
      table.text('text', 'longtext').notNullable()
      table.text('visible_reply', 'longtext').nullable()
      table.text('html', 'longtext').nullable()
      table.string('automatic', 80).nullable()
      table.boolean('pending').notNullable().defaultTo(false)
      table.text('problems').nullable()
      table.bigInteger('sent_at').nullable()
      table.bigInteger('created_at').notNullable()
      table.index(['ticket_id', 'created_at', 'id'], 'messages_ticket')
    })
  }

  if (!await db.schema.hasTable('attachments')) {
    await db.schema.createTable('attachments', (table) => {
      table.bigIncrements('id')
      table.bigInteger('message_id').unsigned().notNullable().index('attachments_message')
      table.integer('part').notNullable()
      table.string('filename', 300).nullable()
      table.string('content_type', 200).notNullable()
      table.string('disposition', 20).nullable()
      table.string('content_id', 300).nullable()
      table.bigInteger('size').notNullable()
      table.string('sha256', 64).notNullable()
    })
  }
}

export async function down(db: Knex) {
  for (const table of ['attachments', 'messages', 'participants']) await db.schema.dropTableIfExists(table)
}
