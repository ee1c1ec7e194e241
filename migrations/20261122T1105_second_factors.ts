import type { Knex } from 'knex'

export const config = { transaction: false }

export async function up(db: Knex) {
  if (!await db.schema.hasTable('second_factors')) {
    await db.schema.createTable('second_factors', (table) => {
      table.bigInteger('agent_id').unsigned().primary().references('agents.id').onDelete('CASCADE')
      table.string('secret_sealed', 300).notNullable()
      // The last half-minute whose code has been used: none is taken twice.
      table.bigInteger('last_step').notNullable().defaultTo(0)
      table.bigInteger('created_at').notNullable()
      // Null until a first code has shown that the telephone has the secret.
      table.bigInteger('confirmed_at').nullable()
    })
  }

  if (!await db.schema.hasTable('recovery_codes')) {
    await db.schema.createTable('recovery_codes', (table) => {
      table.bigInteger('agent_id').unsigned().notNullable().references('agents.id').onDelete('CASCADE')
      table.string('code_hash', 64).notNullable()
      table.bigInteger('used_at').nullable()
      table.primary(['agent_id', 'code_hash'])
    })
  }
}

export async function down(db: Knex) {
  for (const table of ['recovery_codes', 'second_factors']) await db.schema.dropTableIfExists(table)
}
