import { createReadStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pauseFor } from '../transfer/mail-copy/estimate.ts'
import type { MailSource, Spooled } from '../transfer/mail-copy/ports.ts'
import { each, storeOn, type Connection } from './imap-copy-connection.ts'

const CHUNK = 256 * 1024
const LAST_AT_ONCE = 200

/** A source on this connection. What is read is paced: no more than so many bytes a second, however fast the server is. */
export function sourceOn(connection: Connection, { bytesPerSecond, spoolFolder }: { bytesPerSecond: number, spoolFolder: string }): MailSource {
  const { client, ask } = connection
  const pace = paced(bytesPerSecond)
  return {
    ...storeOn(connection, { readOnly: true }),
    async read(uids) {
      const bodies = new Map<number, Uint8Array>()
      // An empty message has an empty text, which ImapFlow leaves out.
      for await (const { uid, source, size } of each(connection, uids, { source: true, size: true })) if (source ?? size === 0) bodies.set(uid, source ?? new Uint8Array())
      await pace([...bodies.values()].reduce((sum, body) => sum + body.length, 0))
      return bodies
    },
    spool: uid => ask(async () => {
      const { content } = await client.download(String(uid), undefined, { uid: true, chunkSize: CHUNK })
      return content && spoolInto(spoolFolder, content, pace)
    }),
    async lastSince(day) {
      const found = await ask(() => client.search({ since: day }, { uid: true }))
      const uids = (found || []).sort((one, other) => one - other).slice(-LAST_AT_ONCE)
      let last: number | null = null
      for await (const { internalDate } of each(connection, uids, { internalDate: true })) last = Math.max(last ?? 0, internalDate ? new Date(internalDate).getTime() : 0)
      return last
    },
  }
}

/** Lets bytes pass, and waits when they were too many. */
function paced(bytesPerSecond: number) {
  let [began, passed] = [performance.now(), 0]
  return async (bytes: number) => {
    // What was not used while nothing was read is not saved up.
    if (performance.now() - began > 5000) [began, passed] = [performance.now(), 0]
    passed += bytes
    const pause = pauseFor(passed, performance.now() - began, bytesPerSecond)
    if (pause > 5) await wait(pause)
  }
}

/** Keeps a message in a file without a name: whatever becomes of us, the system forgets it. */
async function spoolInto(folder: string, content: AsyncIterable<Buffer>, pace: (bytes: number) => Promise<void>): Promise<Spooled> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, randomUUID())
  const file = await open(path, 'wx+', 0o600)
  try {
    await rm(path)
    let [size, hasNul] = [0, false]
    for await (const chunk of content) {
      await file.write(chunk)
      size += chunk.length
      hasNul ||= chunk.includes(0)
      await pace(chunk.length)
    }
    return { size, hasNul, open: () => createReadStream('', { fd: file, start: 0, autoClose: false, highWaterMark: CHUNK }), letGo: () => file.close() }
  }
  catch (error) {
    await file.close()
    throw error
  }
}
