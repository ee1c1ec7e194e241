import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase, type Database } from '../server/platform/db.ts'
import { migrate } from '../server/platform/migrate.ts'
import { removeFolder, temporaryFolder } from '../server/testing/children.ts'
import { startMariadb, type MariadbServer } from '../server/testing/mariadb.ts'
import { fill } from './fill.ts'
import { measure } from './process.ts'

export type Engine = Database['engine']
export const ENGINES: Engine[] = ['sqlite', 'mysql']
export const nameOf = (engine: Engine) => engine === 'sqlite' ? 'SQLite' : 'MariaDB'

/** A database and a data directory of an installation of its own, as environment. */
export type Store = { url: string, dataDir: string, env: Record<string, string> }

export type Stores = {
  /** A new one, filled with that many tickets. */
  make: (engine: Engine, tickets: number) => Promise<Store>
  /** The same for everybody who asks for that many tickets; more may have been added since. */
  filled: (engine: Engine, tickets: number) => Promise<Store>
  stop: () => Promise<void>
}

/** Throw-away installations on both engines, settled as in production: a commit is on the disk. */
export async function openStores(): Promise<Stores> {
  const folder = temporaryFolder('bench')
  let mariadb: Promise<MariadbServer> | undefined
  let made = 0

  async function urlOf(engine: Engine, dataDir: string) {
    if (engine === 'sqlite') return `sqlite:${join(dataDir, 'permanence.db')}`
    mariadb ??= startMariadb(['--innodb-buffer-pool-size=1G', '--innodb-log-file-size=512M'])
    return (await mariadb).createDatabase()
  }

  async function make(engine: Engine, tickets: number): Promise<Store> {
    const dataDir = join(folder, String(made += 1))
    mkdirSync(dataDir)
    const url = await urlOf(engine, dataDir)
    const store = { url, dataDir, env: { PERMANENCE_DATABASE_URL: url, PERMANENCE_DATA_DIR: dataDir } }
    const database = openDatabase(url)
    await migrate(database)
    if (tickets > 0) {
      console.error(`Filling ${nameOf(engine)} with ${tickets} tickets…`)
      await fill(database, tickets)
      await measure(['server/cli.ts', 'search', 'rebuild', '--json'], store.env)
    }
    await database.close()
    return store
  }

  const kept = new Map<string, Promise<Store>>()
  function filled(engine: Engine, tickets: number): Promise<Store> {
    const key = `${engine} ${tickets}`
    const store = kept.get(key) ?? make(engine, tickets)
    kept.set(key, store)
    return store
  }

  return {
    make,
    filled,
    stop: async () => {
      await (await mariadb)?.stop()
      removeFolder(folder)
    },
  }
}
