import type { Knex } from 'knex'
import { extend, reduce, type Additions } from './support/alter.ts'

export const config = { transaction: false }

/** By which list or forum a ticket came, and whether it ranks below the others because somebody there has answered: what filters first, then the order. */
const queues: Additions = {
  columns: {
    source_id: table => table.bigInteger('source_id').unsigned().nullable(),
    ranks_below: table => table.boolean('ranks_below').notNullable().defaultTo(false),
  },
  indexes: {
    tickets_queue: ['status', 'ranks_below', 'activity_at', 'id'],
    tickets_queue_channel: ['status', 'ranks_below', 'channel', 'activity_at', 'id'],
    tickets_queue_assignee: ['assignee_id', 'status', 'ranks_below', 'activity_at', 'id'],
    tickets_queue_assignee_channel: ['assignee_id', 'status', 'ranks_below', 'channel', 'activity_at', 'id'],
    tickets_queue_source: ['source_id', 'status', 'ranks_below', 'activity_at', 'id'],
  },
}

/** What these took the place of: one index less to keep for each way of listing. */
const former: Additions = {
  indexes: {
    tickets_by_status: ['status', 'activity_at', 'id'],
    tickets_by_channel: ['status', 'channel', 'activity_at', 'id'],
    tickets_by_assignee: ['assignee_id', 'status', 'activity_at', 'id'],
    tickets_by_assignee_channel: ['assignee_id', 'status', 'channel', 'activity_at', 'id'],
  },
}

export async function up(db: Knex) {
  await extend(db, 'tickets', { columns: queues.columns ?? {} })
  await db('tickets').whereNotNull('community_at').where({ ranks_below: false }).update({ ranks_below: true })
  await db('tickets').whereIn('channel', ['list', 'forum']).whereNull('source_id').update({ source_id: db('discussions').whereRaw('discussions.ticket_id = tickets.id').min('source_id') })
  await extend(db, 'tickets', { indexes: queues.indexes ?? {} })
  await reduce(db, 'tickets', former)
}

export async function down(db: Knex) {
  if (await db.schema.hasTable('tickets')) await extend(db, 'tickets', former)
  await reduce(db, 'tickets', queues)
}
