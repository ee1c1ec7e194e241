import type { Knex } from 'knex'

export const config = { transaction: false }

export async function up(db: Knex) {
  if (!await db.schema.hasTable('agents')) {
    await db.schema.createTable('agents', (table) => {
      table.bigIncrements('id')
      table.string('email', 254).notNullable().unique('agents_email')
      table.string('name', 200).notNullable()
      table.string('role', 40).notNullable()
      table.string('locale', 10).notNullable().defaultTo('fr')
      table.string('password_hash', 200).nullable()
      table.boolean('active').notNullable().defaultTo(true)
      table.bigInteger('created_at').notNullable()
    })
  }

  if (!await db.schema.hasTable('sessions')) {
    await db.schema.createTable('sessions', (table) => {
      table.string('token_hash', 64).primary()
      table.bigInteger('agent_id').unsigned().notNullable().references('agents.id').onDelete('CASCADE')
      table.bigInteger('created_at').notNullable()
      table.bigInteger('expires_at').notNullable().index('sessions_expires_at')
      table.string('user_agent', 300).nullable()
    })
  }

  if (!await db.schema.hasTable('invitations')) {
    await db.schema.createTable('invitations', (table) => {
      table.string('token_hash', 64).primary()
      table.bigInteger('agent_id').unsigned().notNullable().references('agents.id').onDelete('CASCADE')
      table.bigInteger('expires_at').notNullable()
      table.bigInteger('used_at').nullable()
    })
  }

  if (!await db.schema.hasTable('sign_in_failures')) {
    await db.schema.createTable('sign_in_failures', (table) => {
      table.bigIncrements('id')
      table.string('subject', 300).notNullable()
      table.bigInteger('at').notNullable()
      table.index(['subject', 'at'], 'sign_in_failures_subject')
    })
  }
}

export async function down(db: Knex) {
  for (const table of ['sign_in_failures', 'invitations', 'sessions', 'agents']) await db.schema.dropTableIfExists(table)
}
