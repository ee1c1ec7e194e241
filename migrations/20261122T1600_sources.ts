import type { Knex } from 'knex'
import { extend, reduce, type Additions } from './support/alter.ts'

export const config = { transaction: false }

/** Who a forum user is lives in `handle`: a name at their forum, no address. */
const tickets: Additions = {
  columns: {
    requester_handle: table => table.string('requester_handle', 200).nullable(),
    // Since when others have answered, as long as who asks has not come back.
    community_at: table => table.bigInteger('community_at').nullable(),
  },
}

const messages: Additions = {
  columns: {
    discussion_id: table => table.bigInteger('discussion_id').unsigned().nullable(),
    handle: table => table.string('handle', 200).nullable(),
    post_key: table => table.string('post_key', 200).nullable(),
    post_url: table => table.string('post_url', 1000).nullable(),
    edited_at: table => table.bigInteger('edited_at').nullable(),
    removed_at: table => table.bigInteger('removed_at').nullable(),
  },
  indexes: { messages_discussion: ['discussion_id'] },
}

/** Of which list or forum it is. */
const intakes: Additions = { columns: { source_id: table => table.bigInteger('source_id').unsigned().nullable() }, indexes: { intakes_source: ['source_id', 'id'] } }

export async function up(db: Knex) {
  if (!await db.schema.hasTable('sources')) {
    await db.schema.createTable('sources', (table) => {
      table.bigIncrements('id')
      table.string('kind', 10).notNullable()
      table.string('profile', 20).notNullable()
      table.string('name', 80).notNullable().unique('sources_name')
      // Where one writes to the list, or from where the forum writes.
      table.string('address', 320).nullable()
      table.string('list_id', 255).nullable()
      // Our address that its mail comes to and no other mail.
      table.string('recipient', 320).nullable()
      table.string('url', 500).nullable()
      // In whose name we write there: a mailbox, and how we are called there.
      table.bigInteger('mailbox_id').unsigned().nullable()
      table.string('account', 320).nullable()
      table.string('answers_by', 20).notNullable()
      table.string('answers_to', 10).notNullable().defaultTo('public')
      table.boolean('must_authenticate').notNullable().defaultTo(true)
      table.text('footer').nullable()
      table.text('categories').nullable()
      table.integer('unanswered_hours').nullable()
      table.text('api_key_sealed').nullable()
      table.text('webhook_secret_sealed').nullable()
      // Up to where it has been read (API, feed).
      table.string('position', 500).nullable()
      table.boolean('active').notNullable().defaultTo(true)
      table.bigInteger('checked_at').nullable()
      table.string('failure', 500).nullable()
      table.bigInteger('created_at').notNullable()
    })
  }

  if (!await db.schema.hasTable('discussions')) {
    await db.schema.createTable('discussions', (table) => {
      table.bigInteger('id').unsigned().primary()
      table.bigInteger('source_id').unsigned().notNullable()
      table.bigInteger('ticket_id').unsigned().notNullable()
      table.string('thread_key', 200).nullable()
      table.string('title', 500).notNullable()
      table.string('url', 1000).nullable()
      table.string('category', 200).nullable()
      table.boolean('is_private').notNullable().defaultTo(false)
      table.string('reply_address', 320).nullable()
      // When a subscriber first answered, and when the answer was declared good.
      table.bigInteger('answered_at').nullable()
      table.bigInteger('solved_at').nullable()
      table.bigInteger('created_at').notNullable()
      table.index(['ticket_id'], 'discussions_ticket')
      table.index(['source_id', 'created_at'], 'discussions_source')
    })
  }

  // Who has spoken there. Apart from the participants of the ticket: nobody here is ever written to in private.
  if (!await db.schema.hasTable('discussion_participants')) {
    await db.schema.createTable('discussion_participants', (table) => {
      table.bigInteger('discussion_id').unsigned().notNullable()
      // An address in lower case, or a name at the forum.
      table.string('who', 320).notNullable()
      table.string('name', 200).notNullable()
      table.primary(['discussion_id', 'who'])
    })
  }

  if (!await db.schema.hasTable('identities')) {
    await db.schema.createTable('identities', (table) => {
      table.bigInteger('source_id').unsigned().notNullable()
      table.string('handle', 200).notNullable()
      // The person this is, once an agent has said so.
      table.string('address', 320).notNullable()
      table.bigInteger('agent_id').unsigned().nullable()
      table.bigInteger('created_at').notNullable()
      table.primary(['source_id', 'handle'])
      table.index(['address'], 'identities_address')
    })
  }

  await extend(db, 'tickets', tickets)
  await extend(db, 'messages', messages)
  await extend(db, 'intakes', intakes)
}

export async function down(db: Knex) {
  await reduce(db, 'intakes', intakes)
  await reduce(db, 'messages', messages)
  await reduce(db, 'tickets', tickets)
  for (const table of ['identities', 'discussion_participants', 'discussions', 'sources']) await db.schema.dropTableIfExists(table)
}
