import { mkdirSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Knex } from 'knex'
import type { Database } from './db.ts'
import { isGivenUp, migratorOf } from './db.ts'
import { Refusal } from './errors.ts'

const directory = join(dirname(fileURLToPath(import.meta.url)), '../../migrations')
type Migration = { up: (db: Knex) => Promise<void>, down: (db: Knex) => Promise<void>, config?: { transaction: boolean } }

// Neither engine takes a half-made table back when its process dies (each index is a statement of its own), and a table
// that is there says nothing about its indexes: what was begun and not ended is undone, then done again.
const source: Knex.MigrationSource<string> = {
  getMigrations: () => Promise.resolve(readdirSync(directory).filter(name => name.endsWith('.ts') && !name.includes('.test.')).sort()),
  getMigrationName: name => name,
  getMigration: async (name) => {
    const { up, down, config = { transaction: false } } = await import(pathToFileURL(join(directory, name)).href) as Migration
    return { config, down, up: db => begunOnce(db, name, { up, down }) }
  },
}
const SETTINGS: Knex.MigratorConfig = { migrationSource: source, tableName: 'migrations' }
const PATIENCE_MS = 60_000

/** Brings the database up to date and answers the names of the migrations it ran. Safe to run from several processes, and again after a kill. */
export async function migrate(database: Database): Promise<string[]> {
  const db = migratorOf(database)
  const release = database.engine === 'sqlite' ? await lockFile(database.url) : await lockServer(db)
  try {
    // We hold a lock that dies with its process, so Knex's own, which does not, can only be a leftover.
    await db.migrate.forceFreeMigrationsLock(SETTINGS)
    const [, names] = await db.migrate.latest(SETTINGS) as [number, string[]]
    return names
  }
  finally {
    await release()
    await db.destroy()
  }
}

/** Undoes all migrations: for tests alone. */
export async function rollback(database: Database): Promise<void> {
  const db = migratorOf(database)
  await db.migrate.rollback(SETTINGS, true)
  await db.destroy()
}

async function begunOnce(db: Knex, name: string, { up, down }: Migration) {
  if (!await db.schema.hasTable('migrations_begun')) await db.schema.createTable('migrations_begun', table => void table.string('name', 255).primary())
  if (await db('migrations_begun').where({ name }).first('name')) await down(db)
  else await db('migrations_begun').insert({ name })
  await up(db)
}

/** Migrations this program knows that the database has not seen. */
export async function pendingMigrations(database: Database): Promise<number> {
  // Knex would make its own tables first, and the reader may not.
  if (!await database.reader.schema.hasTable('migrations')) return (await source.getMigrations([])).length
  const [, pending] = await database.reader.migrate.list(SETTINGS) as [unknown[], unknown[]]
  return pending.length
}

async function lockFile(url: string): Promise<() => Promise<void>> {
  const filename = `${resolve(url.slice('sqlite:'.length))}.migrating`
  mkdirSync(dirname(filename), { recursive: true })
  const lock = new DatabaseSync(filename, { timeout: 0 })
  for (const until = Date.now() + PATIENCE_MS; ;) {
    try {
      lock.exec('begin exclusive')
      return () => Promise.resolve(lock.close())
    }
    catch (error) {
      if (!isGivenUp(error)) throw error
      if (Date.now() > until) throw new Refusal('conflict', `Another process has been migrating this database for a minute. Stop it, then run \`permanence migrate\` again. (${String(error)})`)
      await wait(100)
    }
  }
}

async function lockServer(db: Knex): Promise<() => Promise<void>> {
  const connection = await db.client.acquireConnection() as unknown
  const ask = (sql: string) => db.raw(sql).connection(connection) as unknown as Promise<[{ answer: number }[]]>
  const [[taken]] = await ask(`select get_lock(concat('migrate:', left(database(), 50)), ${PATIENCE_MS / 1000}) as answer`)
  if (taken?.answer !== 1) throw new Refusal('conflict', 'Another process has been migrating this database for a minute. Stop it, then run `permanence migrate` again.')
  return async () => {
    await ask("select release_lock(concat('migrate:', left(database(), 50))) as answer")
    await db.client.releaseConnection(connection)
  }
}
