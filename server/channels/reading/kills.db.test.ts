import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeFolder, temporaryFolder } from '../../testing/children.ts'
import { eachEngine } from '../../testing/databases.ts'
import { startDovecot, type DovecotServer } from '../../testing/dovecot.ts'
import { eml } from '../../testing/eml.ts'

let dovecot: DovecotServer
const folder = temporaryFolder('kills')
beforeAll(async () => { dovecot = await startDovecot() })
afterAll(async () => {
  await dovecot.stop()
  removeFolder(folder)
})

const THREADS = 150
const LENGTH = 4
const KILLS = 4
const cli = join(import.meta.dirname, '../../cli.ts')

/** Threads whose messages come in an order of their own, always the same. */
function mails(): string[] {
  const all = Array.from({ length: THREADS * LENGTH }, (_, index) => {
    const [thread, place] = [Math.floor(index / LENGTH), index % LENGTH]
    const ids = Array.from({ length: place }, (_, before) => `${thread}.${before}@asso.example`)
    const parent = ids.at(-1)
    return eml({ id: `${thread}.${place}@asso.example`, subject: `Fil ${thread}`, references: ids, ...(parent && { inReplyTo: parent }), text: `Message ${place}` })
  })
  return all.map((raw, index) => ({ raw, at: (index * 7919) % all.length })).sort((a, b) => a.at - b.at).map(({ raw }) => raw)
}

eachEngine('killed at any moment', (open, engine) => {
  test('the intake goes on where it was: nothing lost, nothing twice', async () => {
    const user = `kills-${engine}`
    dovecot.deliver(user, mails())
    const env = { ...process.env, PERMANENCE_DATABASE_URL: open().url, PERMANENCE_DATA_DIR: join(folder, engine), PERMANENCE_LOG_LEVEL: 'silent' }
    const run = (...args: string[]) => spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    const held = async () => Number((await open().reader('intakes').count({ total: '*' }))[0]?.['total'] ?? 0)

    for (let kill = 0; kill < KILLS; kill += 1) {
      const before = await held()
      const child = run('ingest', '--mailbox', dovecot.url(user), '--once', '--json')
      const ended = once(child, 'close')
      // Once it has begun to store, at a moment that differs each time.
      while (await held() === before && child.exitCode === null) await wait(5)
      await wait(kill * 13)
      child.kill('SIGKILL')
      await ended
    }
    const [status] = await once(run('ingest', '--mailbox', dovecot.url(user), '--once', '--json'), 'close')
    expect(status).toBe(0)

    expect(await held()).toBe(THREADS * LENGTH)
    const tickets = await open().reader('tickets').whereNull('merged_into_id').select<{ message_count: number }[]>('message_count')
    expect(tickets).toHaveLength(THREADS)
    expect(tickets.every(({ message_count }) => message_count === LENGTH)).toBe(true)
    const opened = await open().reader('intakes').where({ state: 'opened' }).select('id')
    expect(opened).toHaveLength(THREADS)
    const [counted] = await open().reader('ticket_counts').sum({ total: 'tickets' })
    expect(Number(counted?.['total'])).toBe(THREADS)
    const [clean] = await once(run('ledger', 'check', '--json'), 'close')
    expect(clean).toBe(0)
  }, 180_000)
})
