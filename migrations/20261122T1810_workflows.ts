import type { Knex } from 'knex'

export const config = { transaction: false }

/** Workflows and their versions, which never change once they are published. */
export async function up(db: Knex) {
  if (!await db.schema.hasTable('workflows')) {
    await db.schema.createTable('workflows', (table) => {
      table.bigIncrements('id')
      table.string('name', 60).notNullable().unique('workflows_name')
      // Where it comes from: a file of ours, or composed in the console.
      table.string('origin', 10).notNullable()
      table.bigInteger('current_version_id').nullable()
      table.bigInteger('retired_at').nullable()
      table.bigInteger('created_at').notNullable()
    })
  }
  if (await db.schema.hasTable('workflow_versions')) return
  await db.schema.createTable('workflow_versions', (table) => {
    table.bigIncrements('id')
    table.bigInteger('workflow_id').notNullable()
    table.integer('number').notNullable()
    table.text('yaml', 'longtext').notNullable()
    table.text('definition', 'longtext').notNullable()
    table.string('digest', 64).notNullable()
    table.bigInteger('published_at').notNullable()
    table.bigInteger('agent_id').nullable()
    table.string('note', 300).notNullable().defaultTo('')
    table.unique(['workflow_id', 'number'], { indexName: 'workflow_versions_number' })
  })
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('workflow_versions')
  await db.schema.dropTableIfExists('workflows')
}
