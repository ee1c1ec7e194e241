import type { Knex } from 'knex'

/** What is added to a table that is there. */
export type Additions = {
  columns?: Record<string, (table: Knex.AlterTableBuilder) => void>
  indexes?: Record<string, string[]>
}

/** Adds to the table what it lacks of this, in steps that may each be the last before the process is killed. */
export async function extend(db: Knex, table: string, { columns = {}, indexes = {} }: Additions) {
  for (const [name, add] of Object.entries(columns)) {
    if (!await db.schema.hasColumn(table, name)) await db.schema.alterTable(table, add)
  }
  for (const [name, over] of Object.entries(indexes)) {
    if (!await hasIndex(db, table, name)) await db.schema.alterTable(table, changing => changing.index(over, name))
  }
}

/** Takes it away again, as far as it is there; a table that is not there has nothing of it. */
export async function reduce(db: Knex, table: string, { columns = {}, indexes = {} }: Additions) {
  if (!await db.schema.hasTable(table)) return
  for (const [name, over] of Object.entries(indexes)) {
    if (await hasIndex(db, table, name)) await db.schema.alterTable(table, changing => changing.dropIndex(over, name))
  }
  for (const name of Object.keys(columns)) {
    if (await db.schema.hasColumn(table, name)) await db.schema.alterTable(table, changing => changing.dropColumn(name))
  }
}

async function hasIndex(db: Knex, table: string, name: string): Promise<boolean> {
  const isServer = db.client.config.client === 'mysql2'
  const found = isServer
    ? await db('information_schema.statistics').where({ table_schema: db.raw('database()'), table_name: table, index_name: name }).first('index_name')
    : await db('sqlite_master').where({ type: 'index', name }).first('name')
  return found !== undefined
}
