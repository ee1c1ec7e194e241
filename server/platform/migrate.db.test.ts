import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { emptyDatabase, type Engine } from '../testing/databases.ts'
import { migratorOf, openDatabase, type Database } from './db.ts'
import { migrate, pendingMigrations } from './migrate.ts'

const ENGINES: Engine[] = ['sqlite', 'mysql']
const directory = `${import.meta.dirname}/../../migrations`

describe.each(ENGINES)('migrations (%s)', (engine) => {
  const cleanups: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const clean of cleanups.splice(0).reverse()) await clean()
  })

  async function open(): Promise<Database> {
    const { url, remove } = await emptyDatabase(engine)
    const database = openDatabase(url)
    cleanups.push(remove, () => database.close())
    return database
  }

  test('run once', async () => {
    const database = await open()
    const names = await migrate(database)
    expect(names.length).toBeGreaterThan(5)
    expect(await pendingMigrations(database)).toBe(0)
    expect(await migrate(database)).toEqual([])
  })

  test('count as pending before they have run', async () => {
    const database = await open()
    expect(await pendingMigrations(database)).toBeGreaterThan(5)
  })

  test('go back and forth', async () => {
    const database = await open()
    const names = await migrate(database)
    const db = migratorOf(database)
    await db.migrate.rollback({ directory, loadExtensions: ['.ts'], tableName: 'migrations' }, true)
    await db.destroy()
    expect(await migrate(database)).toEqual(names)
  })

  test('run once when several processes begin together', async () => {
    const database = await open()
    const results = await Promise.all([1, 2, 3].map(() => migrateInAnotherProcess(database.url).done))
    expect(results).toEqual([0, 0, 0])
    expect(await migrate(database)).toEqual([])
  })

  test('end well after being killed in the middle', async () => {
    const database = await open()
    for (const delay of [150, 200, 250, 300, 350]) {
      const { child, done } = migrateInAnotherProcess(database.url)
      await wait(delay)
      child.kill('SIGKILL')
      await done
    }
    await migrate(database)
    expect(await pendingMigrations(database)).toBe(0)
    await expect(database.reader('intakes').count({ n: '*' })).resolves.toEqual([{ n: 0 }])
  })
})

function migrateInAnotherProcess(url: string) {
  const program = `
    const { openDatabase } = await import(${JSON.stringify(`${import.meta.dirname}/db.ts`)})
    const { migrate } = await import(${JSON.stringify(`${import.meta.dirname}/migrate.ts`)})
    const database = openDatabase(${JSON.stringify(url)})
    await migrate(database)
    await database.close()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'inherit', 'inherit'] })
  return { child, done: once(child, 'exit').then(([code]) => code as number | null) }
}
