import type { Knex } from 'knex'
import { extend, reduce, type Additions } from './support/alter.ts'

export const config = { transaction: false }

/** When it is read next; null: at once. */
const sources: Additions = { columns: { next_at: table => table.bigInteger('next_at').nullable() } }

/** Until when a question is left to its list or forum. */
const tickets: Additions = {
  columns: { community_until: table => table.bigInteger('community_until').nullable() },
  indexes: { tickets_community_until: ['community_until'] },
}

export async function up(db: Knex) {
  if (!await db.schema.hasTable('source_posts')) {
    // What a forum has told us by API or feed, so that it is told once. Their words are not here.
    await db.schema.createTable('source_posts', (table) => {
      table.bigInteger('source_id').unsigned().notNullable()
      // SHA-256 of its name there: those of feeds may be of any length.
      table.string('post_hash', 64).notNullable()
      // Its name, as long as it is to be asked for.
      table.string('post_key', 200).nullable()
      // As it stood when we took it; null: not taken.
      table.string('version', 100).nullable()
      // Since when it is to be asked for, because the forum said that something has happened to it.
      table.bigInteger('asked_at').nullable()
      table.primary(['source_id', 'post_hash'])
      table.index(['source_id', 'asked_at'], 'source_posts_asked')
    })
  }
  await extend(db, 'sources', sources)
  await extend(db, 'tickets', tickets)
}

export async function down(db: Knex) {
  await reduce(db, 'tickets', tickets)
  await reduce(db, 'sources', sources)
  await db.schema.dropTableIfExists('source_posts')
}
