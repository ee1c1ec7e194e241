import type { Knex } from 'knex'

export const config = { transaction: false }

export async function up(db: Knex) {
  if (!await db.schema.hasTable('sequences')) {
    await db.schema.createTable('sequences', (table) => {
      table.string('name', 40).primary()
      table.bigInteger('next').notNullable()
    })
  }
  await db('sequences').insert({ name: 'ids', next: 1000 }).onConflict('name').ignore()

  if (!await db.schema.hasTable('leases')) {
    await db.schema.createTable('leases', (table) => {
      table.string('name', 80).primary()
      table.string('holder', 80).notNullable()
      table.bigInteger('until').notNullable()
    })
  }

  if (!await db.schema.hasTable('events')) {
    await db.schema.createTable('events', (table) => {
      table.bigIncrements('id')
      table.bigInteger('position').nullable().unique('events_position')
      table.string('type', 60).notNullable()
      table.text('payload').notNullable()
      table.bigInteger('created_at').notNullable()
    })
  }
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('events')
  await db.schema.dropTableIfExists('leases')
  await db.schema.dropTableIfExists('sequences')
}
