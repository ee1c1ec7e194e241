import { Piscina } from 'piscina'
import { limits } from '../channels/understanding/limits.ts'
import type { MailParser, Understanding } from '../channels/mail/ports.ts'
import type { Task } from './mail-parser.thread.ts'

type Settings = { threads: number, timeLimit?: number, heapMb?: number }

type Answer = Understanding | Uint8Array | undefined

/** Reads mail in `threads` threads at most. One that takes too long or too much memory is ended and replaced; the other messages do not notice. */
export function mailParser({ threads, timeLimit = limits.parseMs, heapMb = limits.heapMb }: Settings): MailParser {
  const poolOf = (maxThreads: number) => new Piscina<Task, Answer>({
    filename: new URL('./mail-parser.thread.ts', import.meta.url).href,
    name: 'parse',
    minThreads: 0,
    maxThreads,
    // Longer than the pauses between mails: the next one need not wait for a thread to begin.
    idleTimeout: 3_600_000,
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: limits.youngHeapMb, stackSizeMb: 8 },
  })
  const [pool, careful] = [poolOf(threads), poolOf(1)]
  const run = (on: typeof pool, task: Task) => on.run(task, { signal: AbortSignal.timeout(timeLimit) })
  let alone: Promise<unknown> = Promise.resolve()

  /** Among many, a message's time includes its waiting behind others. One that timed out is read again, alone, with all of its time. */
  async function answer(task: Task): Promise<Answer> {
    const failed = (error: unknown) => {
      const exhausted = exhaustion(error)
      if (exhausted) throw exhausted
      return unreadable(error, { timeLimit, heapMb })
    }
    try { return await run(pool, task) }
    catch (error) { if (!isTimeout(error)) return failed(error) }
    const second = alone.then(() => run(careful, task)).catch(failed)
    // A failure is told to whoever asked, and stops nobody behind.
    alone = second.catch(() => undefined)
    return second
  }

  return {
    async prepare() { await Promise.all(Array.from({ length: threads }, () => answer({ raw: { bytes: NOTHING } }))) },
    async parse(raw) {
      const found = await answer({ raw })
      return found && !(found instanceof Uint8Array) ? found : { unreadable: 'failed' }
    },
    async attachment(raw, part) {
      const found = await answer({ raw, part })
      return found instanceof Uint8Array ? found : undefined
    },
    async close() { await Promise.all([pool.close(), careful.close()]) },
  }
}

const NOTHING = new Uint8Array(0)

// What Node says when the system gives no more. From a thread an error comes without its code.
const EXHAUSTED = /^(EMFILE|ENFILE|ENOMEM|EAGAIN): (?:too many open files|file table overflow|not enough memory|resource temporarily unavailable)(?:, \w+\b|$)/

/** The failure as one of the system, when files, memory or threads have run out: no message is at fault. */
export function exhaustion(error: unknown): Error | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error && error.code === 'ERR_WORKER_INIT_FAILED' ? 'EAGAIN' : EXHAUSTED.exec(error.message)?.[1]
  return code === undefined ? undefined : Object.assign(new Error(error.message, { cause: error }), { code })
}

const isTimeout = (error: unknown) => error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')

function unreadable(error: unknown, { timeLimit, heapMb }: Required<Omit<Settings, 'threads'>>): Understanding {
  if (!(error instanceof Error)) return { unreadable: 'failed', detail: String(error) }
  if (isTimeout(error)) return { unreadable: 'timeout', detail: `${timeLimit / 1000} s` }
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return { unreadable: 'memory', detail: `${heapMb} MB` }
  return { unreadable: 'failed', detail: error.message }
}
