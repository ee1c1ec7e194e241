import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Call } from '../workflows/ports.ts'

/** The outside of one run, played. Each simulator has its part of it, which is plain JSON; all parts share one clock. */
export type RehearsalWorld = {
  now: number
  /** The same for the same run: what chance decides is decided by it. */
  seed: string
  /** The part of this name, to read and to change; `begin` makes it when the world is new. */
  part: <T extends object>(name: string, begin: () => T) => T
}

/** The worlds of rehearsals, by run. */
export type RehearsalWorlds = {
  /** Plays in the world of the run; what was changed is kept, also when playing fails. One at a time for each run. */
  within: <T>(call: Pick<Call, 'run' | 'now'>, play: (world: RehearsalWorld) => Promise<T>) => Promise<T>
}

type Parts = Record<string, object>
type Keep = { read: (run: number) => string | undefined, write: (run: number, text: string) => void }

/** Worlds that live as long as this process. */
export function worldsInMemory(): RehearsalWorlds {
  const texts = new Map<number, string>()
  return worldsBy({ read: run => texts.get(run), write: (run, text) => void texts.set(run, text) })
}

const KEPT_MS = 90 * 24 * 3600_000

/** Worlds that outlive this process, in a folder of their own. One in which nothing has happened for ninety days goes. */
export function worldsIn(folder: string): RehearsalWorlds {
  const pathOf = (run: number) => join(folder, `${run}.json`)
  let isSwept = false
  return worldsBy({
    read(run) {
      try { return readFileSync(pathOf(run), 'utf8') }
      catch { return undefined }
    },
    write(run, text) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      if (!isSwept) sweep(folder)
      isSwept = true
      // Aside first: killed while writing, the former world stands.
      writeFileSync(`${pathOf(run)}.new`, text, { mode: 0o600 })
      renameSync(`${pathOf(run)}.new`, pathOf(run))
    },
  })
}

function sweep(folder: string) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    // Another process may have been quicker.
    if ((statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < Date.now() - KEPT_MS) rmSync(path, { force: true })
  }
}

function worldsBy({ read, write }: Keep): RehearsalWorlds {
  const turns = new Map<number, Promise<unknown>>()

  async function play<T>({ run, now }: Pick<Call, 'run' | 'now'>, playing: (world: RehearsalWorld) => Promise<T>): Promise<T> {
    const parts = partsIn(read(run.id))
    try {
      return await playing({ now, seed: String(run.id), part: (name, begin) => (parts[name] ??= begin()) as ReturnType<typeof begin> })
    }
    finally {
      write(run.id, JSON.stringify(parts))
    }
  }

  return {
    within(call, playing) {
      const before = turns.get(call.run.id) ?? Promise.resolve()
      const turn = before.then(() => play(call, playing), () => play(call, playing))
      const settled = turn.catch(() => undefined).then(() => { if (turns.get(call.run.id) === settled) turns.delete(call.run.id) })
      turns.set(call.run.id, settled)
      return turn
    },
  }
}

// A world that cannot be read is begun anew: it was only a game.
function partsIn(text: string | undefined): Parts {
  try { return JSON.parse(text ?? '{}') as Parts }
  catch { return {} }
}
