import { once } from 'node:events'
import type { Guarded } from '../../server/testing/children.ts'
import type { Random } from '../mail/random.ts'

/** The processes that do the work, each with the workers it runs. Whoever ends is begun anew, as a supervisor does. */
export type Crew = {
  /** Kills one of them at once, any of them when no worker is named; the next one begins right after. */
  kill: (worker?: string) => Promise<void>
  /** How many were killed, and how many ended by themselves (when their database was away as they began, for example). */
  counts: () => { kills: number, falls: number }
  /** What those said last that ended by themselves. */
  lastWords: () => string[]
  stop: () => Promise<void>
}

type Hiring = {
  posts: readonly (readonly string[])[]
  work: (...workers: string[]) => Guarded
  random: Random
  /** What a dead process had taken is free at once: waiting for the end of its leases is not what is tried out. */
  freeWhatItHeld: () => Promise<void>
}

const PAUSE_MS = 200

/** Begins one process for each post. */
export function hire({ posts, work, random, freeWhatItHeld }: Hiring): Crew {
  const lastWords: string[] = []
  const killed = new Set<Guarded>()
  let falls = 0
  let stopping = false
  const running = posts.map(workers => ({ workers, process: begin(workers) }))

  function begin(workers: readonly string[]): Guarded {
    const process = work(...workers)
    process.child.once('exit', () => setTimeout(() => again(process, workers), PAUSE_MS))
    return process
  }

  function again(process: Guarded, workers: readonly string[]) {
    if (stopping) return
    if (!killed.has(process)) {
      falls += 1
      lastWords.push(`${workers.join(' ')}: ${process.said().trim().split('\n').at(-1) ?? ''}`)
    }
    const post = running.find(one => one.process === process)
    if (post) post.process = begin(workers)
  }

  return {
    async kill(worker) {
      const { process } = random.one(running.filter(({ workers }) => worker === undefined || workers.includes(worker)))
      if (process.child.exitCode !== null || process.child.signalCode !== null) return
      killed.add(process)
      const gone = once(process.child, 'exit')
      process.signal('SIGKILL')
      await gone
      await freeWhatItHeld()
    },
    counts: () => ({ kills: killed.size, falls }),
    lastWords: () => lastWords,
    async stop() {
      stopping = true
      await Promise.all(running.map(({ process }) => process.stop()))
    },
  }
}
