import type { Knex } from 'knex'
import { extend, reduce } from './support/alter.ts'

export const config = { transaction: false }

// The runs of a year are found without a look at the rows, which hold their whole progress.
const found = { indexes: { runs_figures: ['workflow', 'rehearsal', 'started_at', 'ended_at', 'standing', 'version_id'] } }

/** What the events of each run that is over come to, so that the figures of a year need not read them all again. */
export async function up(db: Knex) {
  if (!await db.schema.hasTable('run_figures')) await db.schema.createTable('run_figures', figures)
  await extend(db, 'runs', found)
}

function figures(table: Knex.CreateTableBuilder) {
  table.bigInteger('run_id').notNullable().primary()
  // By which rule it was worked out: a newer one works it out again.
  table.integer('rule').notNullable()
  // JSON: durations, causes and counts; nobody's words.
  table.text('story', 'mediumtext').notNullable()
}

export async function down(db: Knex) {
  await reduce(db, 'runs', found)
  await db.schema.dropTableIfExists('run_figures')
}
