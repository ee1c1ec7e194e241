import { mkdirSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Knex } from 'knex'
import type { Database } from './db.ts'
import { migratorOf } from './db.ts'
import { Refusal } from './errors.ts'

const directory = join(dirname(fileURLToPath(import.meta.url)), '../../migrations')
const SETTINGS: Knex.MigratorConfig = { directory, loadExtensions: ['.ts'], tableName: 'migrations' }
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

/** Migrations this program knows that the database has not seen. */
export async function pendingMigrations(database: Database): Promise<number> {
  // Knex would make its own tables first, and the reader may not.
  if (!await database.reader.schema.hasTable('migrations')) return readdirSync(directory).length
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
