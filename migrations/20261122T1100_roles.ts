import type { Knex } from 'knex'

export const config = { transaction: false }

// Their permissions stand in the code; only what may be set on them is here.
const BUILT_IN = ['volunteer', 'staff', 'administrator']

export async function up(db: Knex) {
  if (!await db.schema.hasTable('roles')) {
    await db.schema.createTable('roles', (table) => {
      table.string('name', 40).primary()
      table.text('permissions').nullable()
      table.boolean('second_factor').notNullable().defaultTo(false)
      table.bigInteger('created_at').notNullable()
    })
  }
  for (const name of BUILT_IN) {
    if (!await db('roles').where({ name }).first('name')) await db('roles').insert({ name, permissions: null, second_factor: false, created_at: 0 })
  }
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('roles')
}
