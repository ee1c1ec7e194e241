import type { Knex } from 'knex'

export const config = { transaction: false }

// 0 stands for nobody, so that "unassigned" is a value an index can find.
export async function up(db: Knex) {
  if (await db.schema.hasTable('tickets')) return
  await db.schema.createTable('tickets', (table) => {
    table.bigInteger('id').unsigned().primary()
    table.string('reference', 12).notNullable().unique('tickets_reference')
    table.string('subject', 500).notNullable()
    table.string('status', 12).notNullable()
    table.string('channel', 12).notNullable()
    table.bigInteger('assignee_id').unsigned().notNullable().defaultTo(0)
    table.string('requester_address', 320).notNullable()
    table.string('requester_name', 200).notNullable()
    table.string('preview', 300).notNullable()
    table.integer('message_count').notNullable()
    table.bigInteger('last_message_id').unsigned().notNullable()
    table.bigInteger('activity_at').notNullable()
    table.bigInteger('waiting_since').nullable()
    table.bigInteger('created_at').notNullable()
    table.bigInteger('closed_at').nullable()
    table.bigInteger('continues_id').unsigned().nullable()
    table.bigInteger('continued_by_id').unsigned().nullable()
    table.bigInteger('merged_into_id').unsigned().nullable()
    table.boolean('touched').notNullable().defaultTo(false)
    // One index for each way of listing: filter first, then the order, so that a page costs the same whatever the total.
    table.index(['status', 'activity_at', 'id'], 'tickets_by_status')
    table.index(['status', 'channel', 'activity_at', 'id'], 'tickets_by_channel')
    table.index(['assignee_id', 'status', 'activity_at', 'id'], 'tickets_by_assignee')
    table.index(['assignee_id', 'status', 'channel', 'activity_at', 'id'], 'tickets_by_assignee_channel')
    table.index(['requester_address', 'activity_at'], 'tickets_by_requester')
  })
}

export async function down(db: Knex) {
  await db.schema.dropTableIfExists('tickets')
}
