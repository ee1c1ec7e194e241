import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createConnection, type Connection } from 'mysql2/promise'
import { openDatabase } from '../platform/db.ts'
import { migrate } from '../platform/migrate.ts'
import { createDatabase, dropDatabase } from './mariadb.ts'

const FILE = 'migrated.db'
const SCRIPT = 'migrated.sql'

/** Runs all migrations once on each engine and keeps what they made in `folder`: copying it costs a tenth of running them again. */
export async function makeTemplates(folder: string, mariadbUrl: string): Promise<void> {
  await migrated(`sqlite:${join(folder, FILE)}`)
  const url = await createDatabase(mariadbUrl)
  await migrated(url)
  writeFileSync(join(folder, SCRIPT), await connected(url, scriptOf))
  await dropDatabase(url)
}

/** Fills the empty database at `url`, as the migrations would. */
export async function fillFromTemplate(folder: string, url: string): Promise<void> {
  if (url.startsWith('sqlite:')) copyFileSync(join(folder, FILE), url.slice('sqlite:'.length))
  else await connected(url, connection => connection.query(readFileSync(join(folder, SCRIPT), 'utf8')))
}

async function migrated(url: string) {
  const database = openDatabase(url)
  await migrate(database)
  await database.close()
}

async function connected<T>(url: string, act: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await createConnection({ uri: url, multipleStatements: true, dateStrings: true, jsonStrings: true })
  try {
    return await act(connection)
  }
  finally {
    await connection.end()
  }
}

type Rows = Record<string, string>[]

/** All that is in a database, as one script: its tables in any order, their rows, its triggers. */
async function scriptOf(connection: Connection): Promise<string> {
  const ask = async (sql: string) => (await connection.query(sql))[0] as Rows
  const script = ['set foreign_key_checks = 0']
  for (const table of (await ask('show tables')).flatMap(row => Object.values(row))) {
    const [made] = await ask(connection.format('show create table ??', [table]))
    script.push(made?.['Create Table'] ?? '')
    const rows = await ask(connection.format('select * from ??', [table]))
    if (rows.length > 0) script.push(connection.format('insert into ?? values ?', [table, rows.map(row => Object.values(row))]))
  }
  for (const { Trigger: trigger } of await ask('show triggers')) {
    const [made] = await ask(connection.format('show create trigger ??', [trigger]))
    script.push(made?.['SQL Original Statement'] ?? '')
  }
  return script.join(';\n')
}
