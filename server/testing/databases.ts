import { join } from 'node:path'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { openDatabase, type Database } from '../platform/db.ts'
import { removeFolder, temporaryFolder } from './children.ts'
import { createDatabase, dropDatabase } from './mariadb.ts'
import { fillFromTemplate } from './templates.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The MariaDB that vitest.config.ts starts for the `db` project. */
    mariadbUrl: string
    /** Where what all migrations made is kept. */
    templates: string
  }
}

export type Engine = Database['engine']
const ENGINES: Engine[] = ['sqlite', 'mysql']

/** The URL of an empty database, not migrated, and what removes it. */
export async function emptyDatabase(engine: Engine): Promise<{ url: string, remove: () => Promise<void> }> {
  if (engine === 'mysql') {
    const url = await createDatabase(inject('mariadbUrl'))
    return { url, remove: () => dropDatabase(url) }
  }
  const folder = temporaryFolder('sqlite')
  return { url: `sqlite:${join(folder, 'permanence.db')}`, remove: () => Promise.resolve(removeFolder(folder)) }
}

/** The same, after all migrations. */
export async function migratedDatabase(engine: Engine): ReturnType<typeof emptyDatabase> {
  const empty = await emptyDatabase(engine)
  await fillFromTemplate(inject('templates'), empty.url)
  return empty
}

/**
 * Describes the same tests on each engine, with a migrated database of their own that is emptied of nothing in
 * between: tests of one file share it. `open()` answers it once the tests run.
 */
export function eachEngine(title: string, tests: (open: () => Database, engine: Engine) => void) {
  describe.each(ENGINES)(`${title} (%s)`, (engine) => {
    let database: Database | undefined
    let remove: () => Promise<void> = () => Promise.resolve()

    beforeAll(async () => {
      const made = await migratedDatabase(engine)
      remove = made.remove
      database = openDatabase(made.url)
    })

    afterAll(async () => {
      await database?.close()
      await remove()
    })

    tests(() => {
      if (!database) throw new Error('The database is open while tests run, not while they are described.')
      return database
    }, engine)
  })
}
