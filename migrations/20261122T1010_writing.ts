import type { Knex } from 'knex'

export const config = { transaction: false }

/** What agents are writing, who is looking at what, who else is asked, and which tickets became one. */
export async function up(db: Knex) {
  if (!await db.schema.hasTable('drafts')) {
    await db.schema.createTable('drafts', (table) => {
      table.bigIncrements('id')
      table.bigInteger('ticket_id').unsigned().notNullable()
      table.bigInteger('agent_id').unsigned().notNullable()
      table.string('kind', 60).notNullable()
      // Which of several savings is the newest: a late one changes nothing.
      table.bigInteger('revision').notNullable()
      // JSON; null once it was sent or thrown away.
      table.text('content', 'longtext').nullable()
      table.bigInteger('saved_at').notNullable()
      table.unique(['ticket_id', 'agent_id', 'kind'], { indexName: 'drafts_place' })
    })
  }
  if (!await db.schema.hasTable('uploads')) {
    await db.schema.createTable('uploads', (table) => {
      table.bigInteger('id').unsigned().primary()
      table.bigInteger('agent_id').unsigned().notNullable()
      table.string('sha256', 64).notNullable()
      table.string('filename', 300).notNullable()
      table.string('content_type', 200).notNullable()
      table.bigInteger('size').notNullable()
      table.bigInteger('created_at').notNullable()
    })
  }
  if (!await db.schema.hasTable('presence')) {
    await db.schema.createTable('presence', (table) => {
      table.bigInteger('ticket_id').unsigned().notNullable()
      table.bigInteger('agent_id').unsigned().notNullable()
      table.string('doing', 10).notNullable()
      table.bigInteger('since').notNullable()
      table.bigInteger('expires_at').notNullable().index('presence_expires_at')
      table.primary(['ticket_id', 'agent_id'])
    })
  }
  if (!await db.schema.hasTable('side_threads')) {
    await db.schema.createTable('side_threads', (table) => {
      table.bigInteger('id').unsigned().primary()
      table.bigInteger('ticket_id').unsigned().notNullable().index('side_threads_ticket')
      table.string('subject', 500).notNullable()
      table.bigInteger('agent_id').unsigned().notNullable()
      table.bigInteger('created_at').notNullable()
    })
  }
  if (!await db.schema.hasTable('merges')) {
    await db.schema.createTable('merges', (table) => {
      table.bigIncrements('id')
      table.bigInteger('from_id').unsigned().notNullable().index('merges_from')
      table.bigInteger('into_id').unsigned().notNullable().index('merges_into')
      // How the merged ticket stood, and what of it was moved, as JSON: all that undoing needs.
      table.text('moved', 'longtext').notNullable()
      table.bigInteger('agent_id').unsigned().nullable()
      table.bigInteger('created_at').notNullable()
      table.bigInteger('undone_at').nullable()
    })
  }
}

export async function down(db: Knex) {
  for (const table of ['merges', 'side_threads', 'presence', 'uploads', 'drafts']) await db.schema.dropTableIfExists(table)
}
