import type { Knex } from 'knex'

export const config = { transaction: false }

const INDEXES = { audit_actor: ['actor', 'id'], audit_did: ['did', 'id'], audit_at: ['at', 'id'] }

async function has(db: Knex, name: string): Promise<boolean> {
  const sqlite = db.client.config.client !== 'mysql2'
  const found = sqlite
    ? await db('sqlite_master').where({ type: 'index', name }).first('name')
    : await db('information_schema.statistics').where({ table_schema: db.raw('database()'), table_name: 'audit', index_name: name }).first('index_name')
  return found !== undefined
}

export async function up(db: Knex) {
  for (const [name, columns] of Object.entries(INDEXES)) {
    if (!await has(db, name)) await db.schema.alterTable('audit', (table) => { table.index(columns, name) })
  }
}

export async function down(db: Knex) {
  for (const [name, columns] of Object.entries(INDEXES)) {
    if (await has(db, name)) await db.schema.alterTable('audit', (table) => { table.dropIndex(columns, name) })
  }
}
