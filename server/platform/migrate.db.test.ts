import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, describe, expect, test } from 'vitest'
import { emptyDatabase, migratedDatabase, type Engine } from '../testing/databases.ts'
import { openDatabase, type Database } from './db.ts'
import { migrate, pendingMigrations, rollback } from './migrate.ts'

const ENGINES: Engine[] = ['sqlite', 'mysql']

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

  test('leave what the tests of everything else begin with', async () => {
    const database = await open()
    await migrate(database)
    const { url, remove } = await migratedDatabase(engine)
    const copy = openDatabase(url)
    cleanups.push(remove, () => copy.close())
    expect(await structure(copy)).toEqual(await structure(database))
    expect(await contents(copy)).toEqual(await contents(database))
    expect(await pendingMigrations(copy)).toBe(0)
  })

  test('count as pending before they have run', async () => {
    const database = await open()
    expect(await pendingMigrations(database)).toBeGreaterThan(5)
  })

  test('go back and forth', async () => {
    const database = await open()
    const names = await migrate(database)
    const whole = await structure(database)
    await rollback(database)
    expect(await structure(database)).not.toEqual(whole)
    expect(await migrate(database)).toEqual(names)
    expect(await structure(database)).toEqual(whole)
  })

  test('run once when several processes begin together', async () => {
    const database = await open()
    const results = await Promise.all([1, 2, 3].map(() => migrateInAnotherProcess(database.url).done))
    expect(results).toEqual([0, 0, 0])
    expect(await migrate(database)).toEqual([])
  })

  test('end well after being killed in the middle, at any statement', async () => {
    const whole = await open()
    await migrate(whole)
    const database = await open()
    let kills = 0
    for (const statements of [5, 8, 4, 9, 7, 6, 8, 5]) {
      kills += await migrateInAnotherProcess(database.url, statements).done === null ? 1 : 0
    }
    await migrate(database)
    expect(kills).toBeGreaterThan(4)
    expect(await pendingMigrations(database)).toBe(0)
    expect(await structure(database)).toEqual(await structure(whole))
  })
})

/** Every row, by table. */
async function contents({ engine, reader }: Database): Promise<unknown> {
  const tables = engine === 'sqlite'
    ? await reader('sqlite_master').where({ type: 'table' }).whereNot('name', 'like', 'sqlite_%').pluck<string[]>('name')
    : await reader('information_schema.tables').where('table_schema', reader.raw('database()')).pluck<string[]>('table_name')
  const rows = tables.sort().map(async table => [table, (await reader(table).select<object[]>()).map(row => ({ ...row, migration_time: undefined }))])
  return Object.fromEntries(await Promise.all(rows)) as unknown
}

/** Every column, index and trigger, by table. */
async function structure({ engine, reader }: Database): Promise<unknown> {
  if (engine === 'sqlite') return reader('sqlite_master').select('type', 'name', 'sql').orderBy(['type', 'name'])
  const here = reader.raw('database()')
  const columns = await reader('information_schema.columns').where('table_schema', here).select('table_name', 'column_name', 'column_type', 'is_nullable', 'column_default').orderBy(['table_name', 'ordinal_position'])
  const indexes = await reader('information_schema.statistics').where('table_schema', here).select('table_name', 'index_name', 'column_name', 'seq_in_index', 'non_unique').orderBy(['table_name', 'index_name', 'seq_in_index'])
  const references = await reader('information_schema.referential_constraints').where('constraint_schema', here).select('table_name', 'constraint_name').orderBy(['table_name', 'constraint_name'])
  const triggers = await reader('information_schema.triggers').where('trigger_schema', here).select('trigger_name', 'event_object_table', 'action_timing', 'event_manipulation', 'action_statement').orderBy('trigger_name')
  return { columns, indexes, references, triggers }
}

/** `killAfter`: how many changes of structure it lives to make. */
function migrateInAnotherProcess(url: string, killAfter?: number) {
  const program = `
    const { default: knex } = await import('knex')
    let left = ${killAfter ?? 'Infinity'}
    const { query } = knex.Client.prototype
    knex.Client.prototype.query = async function (connection, given) {
      const answer = await query.call(this, connection, given)
      if (/^(create|alter)/i.test(given.sql ?? given) && --left === 0) process.kill(process.pid, 'SIGKILL')
      return answer
    }
    const { openDatabase } = await import(${JSON.stringify(`${import.meta.dirname}/db.ts`)})
    const { migrate } = await import(${JSON.stringify(`${import.meta.dirname}/migrate.ts`)})
    const database = openDatabase(${JSON.stringify(url)})
    await migrate(database)
    await database.close()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'inherit', 'inherit'] })
  return { done: once(child, 'exit').then(([code]) => code as number | null) }
}
