import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { Acted } from '../../ports.ts'

/** What an act brought back. */
export type Done = Extract<Acted, { done: unknown }>

/** What was really done outside, by the key of the act: what no kill of ours undoes. */
export type Outside = {
  resultOf: (key: string) => Done | undefined
  /** It is done now. */
  keep: (key: string, result: Done) => void
  /** It was taken back. */
  takeBack: (key: string) => void
  /** Another attempt at this begins; answers which. */
  attempt: (what: string) => number
  /** Every key under which something was done, also what was taken back since. */
  done: () => readonly string[]
}

type Line = { did: string, result?: Done } | { undid: string } | { tried: string }

/** The outside of a simulation, in a file to which lines are only ever added: it lives on when we are killed. */
export function outsideIn(path: string): Outside {
  const results = new Map<string, Done>()
  const done: string[] = []
  const attempts = new Map<string, number>()

  function apply(line: Line) {
    if ('did' in line) { results.set(line.did, line.result ?? { done: {} }); done.push(line.did) }
    else if ('undid' in line) results.delete(line.undid)
    else attempts.set(line.tried, (attempts.get(line.tried) ?? 0) + 1)
  }
  const write = (line: Line) => { appendFileSync(path, `${JSON.stringify(line)}\n`); apply(line) }

  if (existsSync(path)) readFileSync(path, 'utf8').split('\n').filter(isWhole).forEach(line => apply(JSON.parse(line) as Line))
  return {
    resultOf: key => results.get(key),
    keep: (key, result) => write({ did: key, result }),
    takeBack: key => write({ undid: key }),
    attempt: (what) => {
      write({ tried: what })
      return attempts.get(what) ?? 1
    },
    done: () => done,
  }
}

// Killed in the middle of a line, half of it stands there.
function isWhole(line: string): boolean {
  try { return line !== '' && typeof JSON.parse(line) === 'object' }
  catch { return false }
}
