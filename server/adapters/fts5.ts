import { join } from 'node:path'
import { Piscina } from 'piscina'
import { Refusal } from '../platform/errors.ts'
import type { Log } from '../platform/log.ts'
import type { TicketSearch } from '../tickets/ports.ts'
import type * as Thread from './fts5.thread.ts'

const FIND_MS = 5000
const IDLE_MS = 300_000
const MAX_LIMIT = 1000

type Tasks = { [Name in keyof typeof Thread]: (typeof Thread)[Name] }
type Task<Name extends keyof Tasks> = { name: Name, given: Parameters<Tasks[Name]>[0], signal?: AbortSignal }

/**
 * The search in `search.db` (SQLite FTS5) of the data directory. Finding and changing each have a thread: neither makes
 * the program wait, and changes do not keep anybody from finding. A lost or damaged file is begun again.
 */
export function searchIn(folder: string, log: Log): TicketSearch {
  const path = join(folder, 'search.db')
  const finder = thread({ path, access: 'read' })
  const changer = thread({ path, access: 'write' })

  async function run<Name extends keyof Tasks>(pool: Piscina, task: Task<Name>): Promise<ReturnType<Tasks[Name]>> {
    return await pool.run(task.given, { name: task.name, signal: task.signal ?? null }) as ReturnType<Tasks[Name]>
  }

  /** A damaged file is deleted once, and the task tried on a new one. */
  async function sure<T>(attempt: () => Promise<Thread.Answer<T>>): Promise<T> {
    const first = await attempt()
    if ('answer' in first) return first.answer
    log.warn({ file: path, reason: first.damaged.message }, 'The search index cannot be used: it is deleted, and built anew from the database')
    await run(changer, { name: 'discard', given: first.damaged.inode })
    const second = await attempt()
    if ('answer' in second) return second.answer
    throw new Error(`The search index ${path} cannot be used: ${second.damaged.message}`)
  }

  async function fill(generation: number, batches: Parameters<TicketSearch['rebuild']>[1]): Promise<boolean> {
    for await (const documents of batches) {
      if (!await sure(() => run(changer, { name: 'add', given: { generation, documents } }))) return false
    }
    return true
  }

  return {
    async find(query, { limit, before }) {
      if (before !== undefined && !/^\d{1,15}$/.test(before)) throw new Refusal('invalid', 'This is not the next page of a search')
      const given = { query, limit: Math.min(Math.max(limit, 1), MAX_LIMIT), before: before === undefined ? undefined : Number(before) }
      return sure(() => run(finder, { name: 'findTickets', given, signal: AbortSignal.timeout(FIND_MS) })).catch(refuseSlow)
    },
    position: () => sure(() => run(changer, { name: 'position', given: undefined })),
    apply: changes => sure(() => run(changer, { name: 'apply', given: changes })),
    async rebuild(position, batches) {
      const generation = await sure(() => run(changer, { name: 'begin', given: undefined }))
      if (generation === null) return false
      try {
        return await fill(generation, batches) && await sure(() => run(changer, { name: 'finish', given: { generation, position } }))
      }
      catch (error) {
        await run(changer, { name: 'abandon', given: generation })
        throw error
      }
    },
    async close() {
      await Promise.all([finder.close(), changer.close()])
    },
  }
}

function thread(workerData: Thread.ThreadSettings) {
  return new Piscina({
    filename: new URL('./fts5.thread.ts', import.meta.url).href,
    workerData,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MS,
  })
}

function refuseSlow(error: unknown): never {
  if (error instanceof Error && error.name === 'AbortError') throw new Refusal('invalid', 'This search takes too long: make it more precise')
  throw error
}
