import type { Knex } from 'knex'

export const config = { transaction: false }

const tables: Record<string, (table: Knex.CreateTableBuilder) => void> = {
  workflows(table) {
    table.bigIncrements('id')
    table.string('name', 60).notNullable().unique('workflows_name')
    // Whether it came with the program.
    table.boolean('shipped').notNullable().defaultTo(false)
    // file: follows its file. composed: an administrator has taken it over.
    table.string('origin', 10).notNullable()
    table.text('title').notNullable()
    table.bigInteger('current_version_id').unsigned().nullable()
    table.bigInteger('retired_at').nullable()
    table.bigInteger('created_at').notNullable()
  },
  // What was published never changes: runs rely on it.
  workflow_versions(table) {
    table.bigIncrements('id')
    table.bigInteger('workflow_id').unsigned().notNullable()
    table.integer('number').notNullable()
    table.text('yaml', 'longtext').notNullable()
    table.text('definition', 'longtext').notNullable()
    table.string('digest', 64).notNullable()
    table.bigInteger('published_at').notNullable()
    // Null: it came from a file.
    table.bigInteger('agent_id').unsigned().nullable()
    table.string('note', 300).notNullable().defaultTo('')
    table.unique(['workflow_id', 'number'], { indexName: 'workflow_versions_number' })
  },
  // What is being composed, until it is published.
  workflow_drafts(table) {
    table.string('name', 60).primary()
    table.text('draft', 'longtext').notNullable()
    table.bigInteger('saved_at').notNullable()
    table.bigInteger('agent_id').unsigned().nullable()
  },
}

/** Workflows, the versions that were published of each, and what is being composed. */
export async function up(db: Knex) {
  for (const [name, make] of Object.entries(tables)) {
    if (!await db.schema.hasTable(name)) await db.schema.createTable(name, make)
  }
}

export async function down(db: Knex) {
  for (const name of Object.keys(tables).reverse()) await db.schema.dropTableIfExists(name)
}
