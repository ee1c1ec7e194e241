import { Piscina } from 'piscina'
import { limits } from '../channels/mail/limits.ts'
import type { MailParser, Understanding } from '../channels/mail/ports.ts'
import type { Task } from './mail-parser.thread.ts'

type Settings = { threads: number, timeLimit?: number, heapMb?: number }

type Answer = Understanding | Uint8Array | undefined

/** Reads mail in `threads` threads at most. One that takes too long or too much memory is ended and replaced; the other messages do not notice. */
export function mailParser({ threads, timeLimit = limits.parseMs, heapMb = limits.heapMb }: Settings): MailParser {
  const pool = new Piscina<Task, Answer>({
    filename: new URL('./mail-parser.thread.ts', import.meta.url).href,
    name: 'parse',
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 10_000,
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: limits.youngHeapMb, stackSizeMb: 8 },
  })
  const turns = turnsFor(threads)

  async function answer(task: Task): Promise<Answer> {
    // A message's time begins with its turn: waiting behind one that hangs costs it nothing.
    await turns.take()
    try { return await pool.run(task, { signal: AbortSignal.timeout(timeLimit) }) }
    catch (error) { return unreadable(error, { timeLimit, heapMb }) }
    finally { turns.give() }
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

function turnsFor(count: number) {
  const waiting: (() => void)[] = []
  let free = count
  return {
    async take() {
      if (free > 0) free--
      else await new Promise<void>(resolve => waiting.push(resolve))
    },
    give() {
      const next = waiting.shift()
      if (next) next()
      else free++
    },
  }
}

function unreadable(error: unknown, { timeLimit, heapMb }: Required<Omit<Settings, 'threads'>>): Understanding {
  if (!(error instanceof Error)) return { unreadable: 'failed', detail: String(error) }
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return { unreadable: 'timeout', detail: `${timeLimit / 1000} s` }
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return { unreadable: 'memory', detail: `${heapMb} MB` }
  return { unreadable: 'failed', detail: error.message }
}
