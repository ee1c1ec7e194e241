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

  const turn = turns(threads)

  async function run(task: Task): Promise<Understanding | Uint8Array | undefined> {
    const done = await turn()
    try { return await pool.run(task, { signal: AbortSignal.timeout(limits.parseMs) }) }
    catch (error) { return unreadable(error) }
    finally { done() }
  }

  return {
    async parse(raw) {
      const answer = await run({ raw })
      return answer && !(answer instanceof Uint8Array) ? answer : { unreadable: 'failed' }
    },
    async attachment(raw, part) {
      const answer = await run({ raw, part })
      return answer instanceof Uint8Array ? answer : undefined
    },
    close: () => pool.close(),
  }
}

/** At most `count` have their turn at once, in order. The time of a message begins with its turn: one that hangs does not use up that of those behind it. */
function turns(count: number): () => Promise<() => void> {
  const waiting: (() => void)[] = []
  let free = count
  const done = () => {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
  return async () => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => { waiting.push(resolve) })
    return done
  }
}

function unreadable(error: unknown): Understanding {
  if (!(error instanceof Error)) return { unreadable: 'failed', detail: String(error) }
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return { unreadable: 'timeout', detail: `${limits.parseMs / 1000} s` }
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return { unreadable: 'memory', detail: `${limits.heapMb} MB` }
  return { unreadable: 'failed', detail: error.message }
}
