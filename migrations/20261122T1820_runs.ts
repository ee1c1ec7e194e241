import type { Knex } from 'knex'

export const config = { transaction: false }

/** Runs of workflows: how each stands, what happened to it, whom it asks, what it keeps sealed, and what is to be carried out. */
export async function up(db: Knex) {
  for (const [name, make] of Object.entries(tables)) {
    if (!await db.schema.hasTable(name)) await db.schema.createTable(name, make)
  }
}

export async function down(db: Knex) {
  for (const name of Object.keys(tables).reverse()) await db.schema.dropTableIfExists(name)
}

const tables: Record<string, (table: Knex.CreateTableBuilder) => void> = {
  runs(table) {
    table.bigInteger('id').primary()
    table.bigInteger('version_id').notNullable()
    table.string('workflow', 60).notNullable()
    table.bigInteger('ticket_id').nullable().index('runs_ticket')
    table.string('subject', 300).notNullable()
    table.boolean('rehearsal').notNullable().defaultTo(false)
    // How far a rehearsal's clock is ahead.
    table.bigInteger('ahead_ms').notNullable().defaultTo(0)
    table.text('progress', 'longtext').notNullable()
    table.integer('events').notNullable().defaultTo(0)
    table.string('standing', 20).notNullable()
    table.string('phase', 40).nullable()
    table.string('next_path', 300).nullable()
    table.string('role', 40).nullable()
    table.bigInteger('since').notNullable()
    table.bigInteger('due_at').nullable()
    table.bigInteger('wake_at').nullable().index('runs_wake')
    table.integer('done').notNullable().defaultTo(0)
    table.integer('of').notNullable().defaultTo(0)
    // 0 for nobody.
    table.bigInteger('owner_id').notNullable().defaultTo(0)
    table.bigInteger('started_at').notNullable()
    table.bigInteger('ended_at').nullable()
    table.index(['standing', 'since'], 'runs_standing')
    table.index(['workflow', 'standing'], 'runs_workflow')
    table.index(['owner_id', 'standing'], 'runs_owner')
  },
  run_events(table) {
    table.bigInteger('run_id').notNullable()
    table.integer('number').notNullable()
    table.bigInteger('at').notNullable()
    table.string('actor', 80).notNullable()
    table.string('type', 40).notNullable()
    table.text('event', 'longtext').notNullable()
    table.primary(['run_id', 'number'])
  },
  run_steps(table) {
    table.bigInteger('run_id').notNullable()
    table.string('path', 200).notNullable()
    table.string('mover', 10).notNullable()
    table.string('role', 40).nullable()
    table.string('state', 20).notNullable()
    table.bigInteger('since').notNullable()
    table.bigInteger('due_at').nullable()
    table.primary(['run_id', 'path'])
    table.index(['mover', 'role'], 'run_steps_mover')
  },
  run_secrets(table) {
    table.bigIncrements('id')
    table.bigInteger('run_id').notNullable().index('run_secrets_run')
    table.string('path', 200).notNullable()
    table.string('field', 40).notNullable()
    table.text('sealed').nullable()
    table.bigInteger('created_at').notNullable()
    table.bigInteger('destroyed_at').nullable()
  },
  jobs(table) {
    table.bigIncrements('id')
    table.bigInteger('run_id').notNullable()
    table.string('does', 10).notNullable()
    table.string('path', 200).notNullable()
    table.integer('round').notNullable()
    table.string('detail', 60).notNullable().defaultTo('')
    table.bigInteger('due_at').notNullable().index('jobs_due')
    table.string('claimed_by', 60).nullable()
    table.bigInteger('claimed_until').nullable()
    table.unique(['run_id', 'path', 'does', 'round', 'detail'], { indexName: 'jobs_once' })
  },
}
