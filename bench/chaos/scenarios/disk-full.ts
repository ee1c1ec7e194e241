import { execFile } from 'node:child_process'
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { removeFolder, temporaryFolder, whenWeDie } from '../../../server/testing/children.ts'
import type { Served } from '../../../server/testing/installation.ts'
import type { Ground, Scenario } from '../scenario.ts'

const run = promisify(execFile)
const DISK = '96m'

/** A disk of its own for the data directory, small enough to be filled; in memory, so that it is quick. */
async function smallDisk(): Promise<Ground | string> {
  const folder = temporaryFolder('disk')
  const refused = await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'permanence-chaos', folder]).then(() => undefined, String)
  if (refused !== undefined) {
    removeFolder(folder)
    return `the small disk that it needs cannot be mounted (root may): ${refused.trim()}`
  }
  const callOff = whenWeDie('umount -l -- "$1"', folder)
  return {
    dataDir: folder,
    remove: async () => {
      await run('umount', ['-l', folder])
      callOff()
      removeFolder(folder)
    },
  }
}

/** There is no room on the disk of the data directory, and then there is again. */
export const diskFull: Scenario = {
  name: 'disk-full',
  what: 'the disk of the data directory (raw bytes, SQLite) is full in mid-batch, and then has room again',
  engines: ['sqlite', 'mysql'],
  ground: smallDisk,
  flow: (scale, mails) => scale === 'whole' ? { mails, large: 4, answers: mails / 12, forMs: 20_000 } : { mails, large: 1, answers: 5, forMs: 3000 },
  async play(world, scale) {
    const served = await world.installation.serve('--workers', 'none')
    for (let times = 0; times < (scale === 'whole' ? 2 : 1); times += 1) {
      await world.pause(500, 2500)
      const room = fill(world.dataDir)
      world.tell('  the disk is full')
      if (!await isTold(served, /disk .* is full/)) world.amiss('/readyz says nothing of the full disk')
      await wait(scale === 'whole' ? 6000 : 1500)
      room()
      world.tell('  there is room')
    }
    if (!await isTold(served, /"ready"/)) world.amiss('there is room again, and /readyz does not say so')
  },
}

/** Takes every byte that is left; answers what gives them back. Somebody who makes room meanwhile gains nothing. */
function fill(folder: string): () => void {
  const path = join(folder, 'ballast')
  const ballast = openSync(path, 'w')
  const more = () => {
    const { bavail, bsize } = statfsSync(folder)
    for (let size = bavail * bsize; size > 0; size = Math.floor(size / 2)) {
      try { writeSync(ballast, Buffer.alloc(size)) }
      catch { continue }
    }
  }
  more()
  const again = setInterval(more, 100)
  return () => {
    clearInterval(again)
    closeSync(ballast)
    rmSync(path)
  }
}

const troublesOf = async ({ url }: Served) => await (await fetch(`${url}/readyz`)).text()

/** Whether somebody who watches the installation is told this within a while. */
async function isTold(served: Served, told: RegExp): Promise<boolean> {
  for (const until = Date.now() + 30_000; Date.now() < until; await wait(100)) {
    if (told.test(await troublesOf(served))) return true
  }
  return false
}
