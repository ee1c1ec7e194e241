import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import type { Knex } from 'knex'

// Knex publishes no types for its dialects: what we use of them is written down here.
type Query = { sql: string, bindings?: unknown[], response?: unknown, context?: { lastID: number, changes: number } }
type Dialect = new (config: Knex.Config) => {
  connectionSettings: { filename: string, readOnly?: boolean }
  _formatBindings(bindings: unknown[] | undefined): SQLInputValue[]
}
type TransactionClass = new (...given: unknown[]) => { query(connection: unknown, sql: string): Promise<unknown> }

const require = createRequire(import.meta.url)
const BetterSqlite3 = require('knex/lib/dialects/better-sqlite3/index.js') as Dialect
const SqliteTransaction = require('knex/lib/dialects/sqlite3/execution/sqlite-transaction.js') as TransactionClass

/** How long a statement may block this thread while another process writes; the waiting beyond is done with await (db.ts). */
const BUSY_MS = 50
/** How long a connection waits, with await, until its file may be prepared: other processes that begin at the same moment prepare it too. */
const BEGIN_MS = 15_000
const SQLITE_BUSY = 5

// Knex begins deferred transactions: two that read and then write fail at once, whatever the busy timeout. Taking the lock first makes them queue.
class ImmediateTransaction extends SqliteTransaction {
  begin(connection: unknown) {
    return this.query(connection, 'BEGIN IMMEDIATE;')
  }
}

/** Knex on Node's own SQLite. One writing connection (a second one would block the event loop waiting for the first), and read-only ones beside it. */
export class NodeSqlite extends BetterSqlite3 {
  _driver() {
    return DatabaseSync
  }

  transaction(...given: unknown[]) {
    return new ImmediateTransaction(this, ...given)
  }

  async acquireRawConnection(): Promise<DatabaseSync> {
    const { filename, readOnly = false } = this.connectionSettings
    // A reader cannot make the file; a new installation asks before it writes.
    if (readOnly && !existsSync(filename)) new DatabaseSync(filename).close()
    const connection = new DatabaseSync(filename, { timeout: BUSY_MS, readOnly })
    // What is overwritten does not stay behind in its page.
    // FULL: an SMTP client that was told "250" must find its mail again after a power cut.
    if (!readOnly) await whenFree(() => connection.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma wal_autocheckpoint = 4000; pragma secure_delete = on;'))
    connection.exec('pragma cache_size = -32000; pragma temp_store = memory;')
    return connection
  }

  destroyRawConnection(connection: DatabaseSync): Promise<void> {
    connection.close()
    return Promise.resolve()
  }

  _query(connection: DatabaseSync, query: Query): Promise<Query> {
    const statement = connection.prepare(query.sql)
    const bindings = this._formatBindings(query.bindings)
    if (statement.columns().length > 0) {
      // SQLite's rows have no prototype; everybody above expects plain objects.
      query.response = statement.all(...bindings).map(row => ({ ...row }))
      return Promise.resolve(query)
    }
    const { lastInsertRowid, changes } = statement.run(...bindings)
    query.response = { lastInsertRowid, changes }
    query.context = { lastID: Number(lastInsertRowid), changes: Number(changes) }
    return Promise.resolve(query)
  }
}

/** Does it as soon as nobody else holds the file. */
async function whenFree(work: () => void, until = performance.now() + BEGIN_MS): Promise<void> {
  try { return work() }
  catch (error) {
    if (((error as { errcode?: number }).errcode ?? 0) % 256 !== SQLITE_BUSY || performance.now() > until) throw error
  }
  await wait(BUSY_MS)
  return whenFree(work, until)
}
