import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createConnection } from 'mysql2/promise'
import { freePorts, removeFolder, startGuarded, temporaryFolder, untilReady } from './children.ts'

const run = promisify(execFile)
const MARIADBD = process.env.PERMANENCE_TEST_MARIADBD ?? 'mariadbd'
const CREDENTIALS = 'permanence:permanence'

/** A MariaDB of its own, on the loopback, with its data in a temporary folder. */
export type MariadbServer = {
  port: number
  url: (database: string) => string
  /** Makes an empty database and answers its URL. */
  createDatabase: () => Promise<string>
  /** One statement with all rights, as its administrator would give it. */
  ask: (sql: string) => Promise<void>
  /** Cuts every connection, in the middle of whatever it does. */
  cut: () => Promise<void>
  /** Dies at once; `restart` brings it back on the same port with the same data. */
  kill: () => Promise<void>
  /** Asks it to stop first when it runs. */
  restart: () => Promise<void>
  stop: () => Promise<void>
}

/** Starts a throw-away MariaDB; `settings` are further options of mariadbd, as in `['--innodb-buffer-pool-size=512M']`. */
export async function startMariadb(settings: string[] = []): Promise<MariadbServer> {
  const folder = temporaryFolder('mariadb')
  const user = process.getuid?.() === 0 ? ['--user=root'] : []
  await run('mariadb-install-db', ['--no-defaults', `--datadir=${join(folder, 'data')}`, `--tmpdir=${folder}`, '--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve', ...user])
  writeFileSync(join(folder, 'init.sql'), "create user if not exists permanence@'%' identified by 'permanence';\ngrant all on *.* to permanence@'%' with grant option;\n")

  const begun = await start(folder, [...user, ...settings])
  const { port } = begun
  let { server } = begun
  const url = (database: string) => `mysql://${CREDENTIALS}@127.0.0.1:${port}/${database}`
  return {
    port,
    url,
    createDatabase: () => createDatabase(url('')),
    ask: sql => ask(url(''), sql),
    cut: () => cut(url('')),
    kill: () => server.stop('SIGKILL'),
    restart: async () => {
      await server.stop()
      server = launch(folder, port, [...user, ...settings])
      await untilReady(server, () => ask(url(''), 'select 1'))
    },
    stop: async () => {
      await server.stop()
      removeFolder(folder)
    },
  }
}

async function start(folder: string, settings: string[]) {
  for (let attempt = 1; ; attempt++) {
    const [port = 0] = await freePorts(1)
    const server = launch(folder, port, settings)
    try {
      await untilReady(server, () => ask(`mysql://${CREDENTIALS}@127.0.0.1:${port}/`, 'select 1'))
      return { server, port }
    }
    catch (error) {
      await server.stop('SIGKILL')
      if (attempt === 3) throw error
    }
  }
}

const launch = (folder: string, port: number, settings: string[]) => startGuarded({ command: MARIADBD, args: [...optionsOf(folder, port), ...settings] })

function optionsOf(folder: string, port: number): string[] {
  return [
    '--no-defaults', `--datadir=${join(folder, 'data')}`, `--socket=${join(folder, 'socket')}`, `--pid-file=${join(folder, 'pid')}`, `--init-file=${join(folder, 'init.sql')}`,
    '--bind-address=127.0.0.1', `--port=${port}`, '--skip-name-resolve', '--skip-log-bin', '--max-connections=400',
    // As in production: a commit is on the disk.
    '--innodb-flush-log-at-trx-commit=1', '--innodb-buffer-pool-size=128M', '--innodb-log-file-size=128M', '--performance-schema=off',
    '--character-set-server=utf8mb4', '--collation-server=utf8mb4_unicode_ci', '--max-allowed-packet=64M',
  ]
}

/** Makes an empty database on the server at `url` (its database part is ignored) and answers the URL of the new one. */
export async function createDatabase(url: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await ask(url, `create database ${name}`)
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}

/** Removes the database that `url` names. */
export async function dropDatabase(url: string): Promise<void> {
  await ask(url, `drop database if exists ${new URL(url).pathname.slice(1)}`)
}

async function cut(url: string) {
  const { hostname, port, username, password } = new URL(url)
  const connection = await createConnection({ host: hostname, port: Number(port), user: username, password, connectTimeout: 30_000 })
  try {
    const [others] = await connection.query("select id from information_schema.processlist where id <> connection_id() and user <> 'system user'")
    // One that has ended meanwhile needs no cutting.
    for (const { id } of others as { id: number }[]) await connection.query(`kill connection ${id}`).catch(() => undefined)
  }
  finally {
    await connection.end()
  }
}

async function ask(url: string, sql: string) {
  const { hostname, port, username, password } = new URL(url)
  const connection = await createConnection({ host: hostname, port: Number(port), user: username, password, connectTimeout: 30_000 })
  try {
    await connection.query(sql)
  }
  finally {
    await connection.end()
  }
}

