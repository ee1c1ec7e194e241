import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import { inject } from 'vitest'
import type { Command } from '../adapters/alternc/transport.ts'
import { removeFolder, temporaryFolder } from './children.ts'
import { createDatabase, dropDatabase } from './mariadb.ts'

const DOUBLE = join(import.meta.dirname, 'alternc')
const BRIDGE = join(import.meta.dirname, '../adapters/alternc/bridge/permanence-bridge.php')

/** How the double behaves: name servers that the world would answer for a domain, and what goes wrong in its classes. */
export type Behaviour = { nameServers?: Record<string, string[]>, noSympa?: boolean, patience?: number, trouble?: 'raced' | 'overtaken' | 'late' | 'slow' | 'noise' | 'says' | 'throw' | 'exit' | 'fatal' | 'out-of-memory', secret?: string }

/** A double of AlternC, with the real bridge before it, in the MariaDB of this run. */
export type PlayedAlternc = {
  /** Its database. */
  url: string
  /** What runs the bridge. */
  command: (behaviour?: Behaviour) => Command
  /** Where the members' folders lie; nothing of theirs is at its top. */
  folder: string
  /** What AlternC's own job does each minute. */
  cron: () => Promise<void>
  query: (sql: string, values?: unknown[]) => Promise<RowDataPacket[]>
  /** Takes the lock as that job does, so many seconds ago; answers what gives it back. */
  takeLock: (secondsAgo?: number) => () => void
  isLocked: () => boolean
  /** A member puts a link into their folder. */
  memberLinks: (login: string, name: string, target: string) => Promise<void>
  stop: () => Promise<void>
}

/** Starts one with nobody but its administrator. */
export async function playAlternc(): Promise<PlayedAlternc> {
  const folder = temporaryFolder('alternc')
  const url = await createDatabase(inject('mariadbUrl'))
  const { hostname, port, username, password, pathname } = new URL(url)
  const connection = await createConnection({ host: hostname, port: Number(port), user: username, password, database: pathname.slice(1), multipleStatements: true })
  const script = (name: string) => connection.query(readFileSync(join(DOUBLE, name), 'utf8'))
  await script('schema.sql')
  return {
    url,
    folder,
    command: ({ patience = 20, ...behaviour } = {}) => ({ file: 'php', args: [BRIDGE], env: { PERMANENCE_ALTERNC_PATIENCE: String(patience), PERMANENCE_ALTERNC_CLASSES: join(DOUBLE, 'class'), PERMANENCE_TEST_ALTERNC: JSON.stringify({ database: url, folder, ...behaviour }) } }),
    cron: async () => { await script('cron.sql') },
    query: async (sql, values = []) => (await connection.query<RowDataPacket[]>(sql, values))[0],
    takeLock(secondsAgo = 0) {
      const lock = join(folder, 'cron.lock')
      writeFileSync(lock, '')
      utimesSync(lock, Date.now() / 1000, Date.now() / 1000 - secondsAgo)
      return () => removeFolder(lock)
    },
    isLocked: () => existsSync(join(folder, 'cron.lock')),
    memberLinks: (login, name, target) => symlink(target, join(folder, login.slice(0, 1), login, name)),
    async stop() {
      await connection.end()
      await dropDatabase(url)
      removeFolder(folder)
    },
  }
}
