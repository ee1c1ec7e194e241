import { Piscina } from 'piscina'
import { limits } from '../channels/mail/limits.ts'
import type { MailParser, Understanding } from '../channels/mail/ports.ts'
import type { Task } from './mail-parser.thread.ts'

/** Reads mail in `threads` threads at most. One that takes too long or too much memory is ended and replaced; the other messages do not notice. */
export function mailParser({ threads }: { threads: number }): MailParser {
  const pool = new Piscina<Task, Understanding | Uint8Array | undefined>({
    filename: new URL('./mail-parser.thread.ts', import.meta.url).href,
    name: 'parse',
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 10_000,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMb, stackSizeMb: 8 },
  })

  const run = (task: Task) => pool.run(task, { signal: AbortSignal.timeout(limits.parseMs) })
  let alone: Promise<unknown> = Promise.resolve()

  /** The time includes waiting for a thread, which another message may have held for all of it: one that timed out is tried again, alone. */
  async function answer(task: Task): Promise<Understanding | Uint8Array | undefined> {
    try { return await run(task) }
    catch (error) { if (!isTimeout(error)) return unreadable(error) }
    const second = alone.then(() => run(task)).catch(unreadable)
    alone = second
    return second
  }

  return {
    async parse(raw) {
      const found = await answer({ raw })
      return found && !(found instanceof Uint8Array) ? found : { unreadable: 'failed' }
    },
    async attachment(raw, part) {
      const found = await answer({ raw, part })
      return found instanceof Uint8Array ? found : undefined
    },
    close: () => pool.close(),
  }
}

const isTimeout = (error: unknown) => error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')

function unreadable(error: unknown): Understanding {
  if (!(error instanceof Error)) return { unreadable: 'failed', detail: String(error) }
  if (isTimeout(error)) return { unreadable: 'timeout', detail: `${limits.parseMs / 1000} s` }
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return { unreadable: 'memory', detail: `${limits.heapMb} MB` }
  return { unreadable: 'failed', detail: error.message }
}
