import type { Knex } from 'knex'

export const config = { transaction: false }

/** The addresses at which mail of ours was refused for good, as long as nothing says that they work again. */
export async function up(db: Knex) {
  if (await db.schema.hasTable('failing_addresses')) return
  await db.schema.createTable('failing_addresses', (table) => {
    // A hash of the address in lower case: two that differ by an accent are two.
    table.string('key', 32).primary()
    table.string('address', 320).notNullable()
    table.string('words', 500).notNullable()
    table.bigInteger('at').notNullable()
  })
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('failing_addresses')
}
