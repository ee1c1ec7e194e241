import type { Knex } from 'knex'

export const config = { transaction: false }

/** What was seen of domains, each time somebody looked. */
export async function up(db: Knex) {
  if (await db.schema.hasTable('surveys')) return
  await db.schema.createTable('surveys', (table) => {
    table.increments('id').primary()
    // In A-labels, without its last dot.
    table.string('domain', 253).notNullable()
    table.bigInteger('ticket_id').nullable()
    table.bigInteger('agent_id').nullable()
    // running, done, broken-off
    table.string('state', 20).notNullable()
    // JSON: the parts that have come.
    table.text('facts', 'longtext').notNullable()
    // JSON: what it comes to, in a sentence; once it is done.
    table.text('headline').nullable()
    table.bigInteger('created_at').notNullable()
    table.index(['domain', 'created_at'], 'surveys_domain')
    table.index(['ticket_id'], 'surveys_ticket')
    table.index(['agent_id', 'created_at'], 'surveys_agent')
    table.index(['created_at'], 'surveys_age')
  })
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('surveys')
}
