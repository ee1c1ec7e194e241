import type { Knex } from 'knex'

export const config = { transaction: false }

/** What runs hand to their members, each to be seen once. */
export async function up(db: Knex) {
  if (!await db.schema.hasTable('run_hand_overs')) await db.schema.createTable('run_hand_overs', handOvers)
}

function handOvers(table: Knex.CreateTableBuilder) {
  table.bigIncrements('id')
  table.bigInteger('run_id').notNullable().index('run_hand_overs_run')
  table.string('path', 200).notNullable()
  // The secret of the run that it is a copy of.
  table.bigInteger('secret_id').notNullable()
  table.string('kind', 20).notNullable()
  // What it is for, to people: an address, a domain.
  table.string('label', 320).notNullable()
  // Null once it was seen, or its date is over.
  table.text('sealed').nullable()
  // By the clock of the run.
  table.bigInteger('created_at').notNullable()
  table.bigInteger('expires_at').notNullable().index('run_hand_overs_expires')
  table.bigInteger('seen_at').nullable()
  table.string('seen_by', 10).nullable()
}

export const down = (db: Knex) => db.schema.dropTableIfExists('run_hand_overs')
