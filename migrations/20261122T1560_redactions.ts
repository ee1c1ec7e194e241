import type { Knex } from 'knex'
import { extend, reduce, type Additions } from './support/alter.ts'

export const config = { transaction: false }

const additions: Record<string, Additions> = {
  messages: { columns: { redacted_at: table => table.bigInteger('redacted_at').nullable() } },
  // Its name and its content are gone.
  attachments: { columns: { removed: table => table.boolean('removed').notNullable().defaultTo(false) } },
  // Instead of the digest of the bytes as they stand in the mailbox: a code that only this installation can make.
  intakes: { columns: { original_code: table => table.string('original_code', 32).nullable() } },
}

/** What was taken out of messages, by whom and when, never the words; and the files that must disappear from the disk. */
export async function up(db: Knex) {
  for (const [table, added] of Object.entries(additions)) await extend(db, table, added)
  if (!await db.schema.hasTable('redactions')) {
    await db.schema.createTable('redactions', (table) => {
      table.bigIncrements('id')
      table.bigInteger('message_id').unsigned().notNullable().index('redactions_message')
      table.bigInteger('agent_id').unsigned().nullable()
      // Short words of ours, separated by commas: password, card, words, attachment…
      table.string('kinds', 200).notNullable()
      table.bigInteger('at').notNullable()
    })
  }
  if (await db.schema.hasTable('blob_removals')) return
  await db.schema.createTable('blob_removals', (table) => {
    table.string('sha256', 64).primary()
    table.bigInteger('since').notNullable()
  })
}

export async function down(db: Knex) {
  for (const table of ['blob_removals', 'redactions']) await db.schema.dropTableIfExists(table)
  for (const [table, added] of Object.entries(additions)) await reduce(db, table, added)
}
