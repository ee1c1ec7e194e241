import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { removeFolder, temporaryFolder } from '../../server/testing/children.ts'
import { startDovecot, type DovecotServer } from '../../server/testing/dovecot.ts'
import { startMariadb, type MariadbServer } from '../../server/testing/mariadb.ts'
import { startSink, type Sink } from '../../server/testing/smtp-sink.ts'
import type { Engine } from '../stores.ts'

/** The servers that the scenarios play with; all of them are ours, on free ports of the loopback. */
export type Stage = {
  dovecot: DovecotServer
  /** There from the first scenario on that needs it. */
  mariadb: () => Promise<MariadbServer>
  sink: Sink
  /** A folder for a data directory. */
  newFolder: () => string
  stop: () => Promise<void>
}

export async function openStage(): Promise<Stage> {
  const folder = temporaryFolder('chaos')
  const [dovecot, sink] = await Promise.all([startDovecot(), startSink()])
  // Long enough that a process is often killed while it hands a mail over.
  sink.manners.before = () => wait(80)
  let mariadb: Promise<MariadbServer> | undefined
  let made = 0
  return {
    dovecot,
    sink,
    mariadb: () => mariadb ??= startMariadb(),
    newFolder() {
      const path = join(folder, String(made += 1))
      mkdirSync(path)
      return path
    },
    async stop() {
      await Promise.all([dovecot.stop(), sink.stop(), mariadb?.then(server => server.stop())])
      removeFolder(folder)
    },
  }
}

/**
 * An empty database: one URL with all rights for whoever prepares it, and one for the workers, whose user has the rights that
 * docs/configuration.md asks for and no more: a server made read-only must not make an exception for us.
 */
export async function newDatabase(stage: Stage, engine: Engine, dataDir: string): Promise<{ owner: string, workers: string }> {
  if (engine === 'sqlite') {
    const url = `sqlite:${join(dataDir, 'permanence.db')}`
    return { owner: url, workers: url }
  }
  const mariadb = await stage.mariadb()
  const owner = await mariadb.createDatabase()
  const name = new URL(owner).pathname.slice(1)
  await mariadb.ask(`create user ${name}@'%' identified by 'permanence'`)
  await mariadb.ask(`grant all on ${name}.* to ${name}@'%'`)
  return { owner, workers: Object.assign(new URL(owner), { username: name }).href }
}
