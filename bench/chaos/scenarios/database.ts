import { startGuarded, untilReady } from '../../../server/testing/children.ts'
import type { Scenario, Scale } from '../scenario.ts'
import type { World } from '../world.ts'

const flowing: Scenario['flow'] = (scale, mails) => scale === 'whole' ? { mails, large: 1, answers: mails / 12, forMs: 18_000 } : { mails, large: 0, answers: 5, forMs: 3000 }

/** The server dies, is restarted, or cuts us off, in mid-batch. */
export const databaseRestarted: Scenario = {
  name: 'database-restarted',
  what: 'MariaDB dies, is restarted, and cuts all connections, in mid-batch',
  engines: ['mysql'],
  flow: flowing,
  async play({ stage, pause, tell }, scale) {
    const mariadb = await stage.mariadb()
    for (const act of scale === 'whole' ? ['kill', 'cut', 'restart', 'cut', 'kill', 'cut'] as const : ['kill', 'cut'] as const) {
      await pause(800, 2500)
      if (act === 'cut') await mariadb.cut()
      if (act === 'kill') await mariadb.kill()
      if (act === 'kill') await pause(200, 1500)
      if (act !== 'cut') await mariadb.restart()
      tell(`  database: ${act}`)
    }
  },
}

/** The server refuses every change for a while, as a replica does after a failover. */
export const databaseReadOnly: Scenario = {
  name: 'database-read-only',
  what: 'MariaDB is made read-only in mid-batch, and lets us write again',
  engines: ['mysql'],
  flow: flowing,
  async play({ stage, pause }, scale) {
    const mariadb = await stage.mariadb()
    for (let times = 0; times < (scale === 'whole' ? 3 : 1); times += 1) {
      await pause(800, 2500)
      await mariadb.ask('set global read_only = 1')
      await pause(1500, 5000)
      await mariadb.ask('set global read_only = 0')
    }
  },
}

// Beyond the half minute for which a transaction is begun again and again.
const PATIENCES: Record<Scale, number[]> = { whole: [3, 35], small: [1] }

/** Another process holds the lock of the file. */
export const databaseLocked: Scenario = {
  name: 'database-locked',
  what: 'another process keeps the SQLite file locked, once for longer than we wait',
  engines: ['sqlite'],
  flow: flowing,
  async play(world, scale) {
    for (const seconds of PATIENCES[scale]) {
      await world.pause(800, 2500)
      await lockFor(world, seconds)
    }
  },
}

const LOCK = `
const { DatabaseSync } = require('node:sqlite')
const [file, seconds] = process.argv.slice(1)
const database = new DatabaseSync(file, { timeout: 60000 })
database.exec('begin exclusive')
console.log('locked')
setTimeout(() => database.exec('rollback'), seconds * 1000)`

async function lockFor({ database, tell }: World, seconds: number) {
  const file = database.url.slice('sqlite:'.length)
  const holder = startGuarded({ command: process.execPath, args: ['-e', LOCK, file, String(seconds)] })
  await untilReady(holder, () => holder.said().includes('locked') ? Promise.resolve() : Promise.reject(new Error('not yet')), 60_000)
  tell(`  database: locked for ${seconds} s`)
  await new Promise(resolve => holder.child.once('exit', resolve))
}
