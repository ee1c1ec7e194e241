import type { Knex } from 'knex'

export const config = { transaction: false }

export async function up(db: Knex) {
  if (await db.schema.hasTable('password_resets')) return
  await db.schema.createTable('password_resets', (table) => {
    table.string('token_hash', 64).primary()
    table.bigInteger('agent_id').unsigned().notNullable().references('agents.id').onDelete('CASCADE')
    table.bigInteger('expires_at').notNullable()
  })
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('password_resets')
}
