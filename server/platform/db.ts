import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import knex, { type Knex } from 'knex'
import { NodeSqlite } from './sqlite.ts'

/** What a query runs on: the reading side, or an open transaction. */
export type Db = Knex
export type Transaction = Knex.Transaction

/** The database of this installation, on either engine. */
export type Database = {
  engine: 'sqlite' | 'mysql'
  url: string
  /** For screens: sees what is committed, writes nothing. */
  reader: Db
  /** Runs `work` in one transaction, and the whole of it again when the engine gave it up (a deadlock, a lock wait): it must touch nothing outside. */
  transaction: <T>(work: (db: Transaction) => Promise<T>) => Promise<T>
  /** Lets go of what deleted words have left in files beside the database, as far as that is in our hands. */
  scrub: () => Promise<void>
  close: () => Promise<void>
}

/** A connection for migrations alone: it may change the structure, and is destroyed afterwards. */
export function migratorOf({ engine, url }: Database): Db {
  return engine === 'sqlite' ? sqliteWriter(url) : mysqlPool(url)
}

/** Opens the database named by `url` (`sqlite:PATH` or `mysql://…`). Nothing is asked of a server until the first query. */
export function openDatabase(url: string): Database {
  return url.startsWith('sqlite:') ? openSqlite(url) : openMysql(url)
}

const fileOf = (url: string) => resolve(url.slice('sqlite:'.length))
// Knex tells some failures on standard output, which belongs to results; each of them reaches its caller as well.
const quiet = () => undefined
const log: Knex.Logger = { warn: quiet, error: quiet, deprecate: quiet, debug: quiet }
const sqliteClient = NodeSqlite as unknown as typeof Knex.Client

function sqliteWriter(url: string): Db {
  mkdirSync(dirname(fileOf(url)), { recursive: true })
  return knex({ client: sqliteClient, log, useNullAsDefault: true, connection: { filename: fileOf(url) }, pool: { min: 0, max: 1 }, acquireConnectionTimeout: 60_000 })
}

function openSqlite(url: string): Database {
  const connection = { filename: fileOf(url), readOnly: true } as Knex.Sqlite3ConnectionConfig
  const reader = knex({ client: sqliteClient, log, useNullAsDefault: true, connection, pool: { min: 0, max: 2 } })
  return database({ engine: 'sqlite', url, reader, writer: sqliteWriter(url) })
}

function mysqlPool(url: string): Db {
  return knex({
    client: 'mysql2',
    log,
    // Numbers stay below 2^53 by construction (ids.ts); instants are BIGINT milliseconds.
    connection: { ...connectionOf(url), charset: 'utf8mb4', timezone: 'Z', supportBigNumbers: true } as Knex.MySql2ConnectionConfig,
    pool: { min: 0, max: 12, afterCreate: prepareSession },
    acquireConnectionTimeout: 60_000,
  })
}

function openMysql(url: string): Database {
  const pool = mysqlPool(url)
  return database({ engine: 'mysql', url, reader: pool, writer: pool })
}

function connectionOf(url: string) {
  const { hostname, port, username, password, pathname } = new URL(url)
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
  }
}

type Session = { query: (sql: string, done: (error: Error | null) => void) => void }

// Read committed: no gap locks, and a batch that runs again sees what the other one committed.
function prepareSession(session: Session, done: (error: Error | null, session: Session) => void) {
  session.query("set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', transaction_isolation = 'READ-COMMITTED', time_zone = '+00:00'", (error) => {
    if (!error) return done(null, session)
    // MariaDB before 11.1 knows the variable as tx_isolation only.
    session.query("set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION', tx_isolation = 'READ-COMMITTED', time_zone = '+00:00'", second => done(second, session))
  })
}

type Parts = { engine: Database['engine'], url: string, reader: Db, writer: Db }

function database({ engine, url, reader, writer }: Parts): Database {
  return {
    engine,
    url,
    reader,
    transaction: work => again(() => inTransaction(writer, work)),
    // The write-ahead log keeps former pages until it begins anew. Whoever reads at this moment keeps it: the next time will do.
    scrub: async () => { if (engine === 'sqlite') await writer.raw('pragma wal_checkpoint(truncate)') },
    close: async () => {
      await reader.destroy()
      if (writer !== reader) await writer.destroy()
    },
  }
}

/** Fails with what went wrong first: Knex tells of a rollback that failed instead, on a connection that was lost for example, and nobody would know why. */
async function inTransaction<T>(writer: Db, work: (db: Transaction) => Promise<T>): Promise<T> {
  const failed: { error?: unknown } = {}
  try {
    return await writer.transaction(db => work(db).catch((error: unknown) => {
      failed.error = error
      throw error
    }))
  }
  catch (error) {
    throw 'error' in failed ? failed.error : error
  }
}

// 1020: record changed since last read (MariaDB 11.6 and later); 1205: lock wait; 1213: deadlock.
const GIVEN_UP = new Set([1020, 1205, 1213])
const SQLITE_BUSY = 5
const MAX_WAIT_MS = 500
const PATIENCE_MS = 30_000

/** Whether the engine gave up on its own account, so that running again can succeed. */
export function isGivenUp(error: unknown): boolean {
  const { errno, errcode } = error as { errno?: unknown, errcode?: unknown }
  return GIVEN_UP.has(Number(errno)) || (typeof errcode === 'number' && (errcode & 0xff) === SQLITE_BUSY)
}

/** Whether a unique key refused the row: somebody else wrote it first. */
export function isTaken(error: unknown): boolean {
  const { errno, errcode } = error as { errno?: unknown, errcode?: unknown }
  return Number(errno) === 1062 || errcode === 1555 || errcode === 2067
}

async function again<T>(act: () => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE_MS
  for (let pause = 5; ; pause = Math.min(pause * 2, MAX_WAIT_MS)) {
    try {
      return await act()
    }
    catch (error) {
      if (!isGivenUp(error) || Date.now() > until) throw error
      await wait(pause * (0.5 + Math.random()))
    }
  }
}
