import { problemsOf } from './checking.ts'
import type { KnownPorts } from './checking/places.ts'
import { readDefinition } from './reading.ts'

/** One thing to say about a text that should be a workflow. */
export type Finding = { level: 'error' | 'warning', step: string | null, line: number | null, column: number | null, says: string }

/** Everything that is to be said about a text of YAML, whether it can be read or not. */
export function findingsIn(yaml: string, ports?: KnownPorts): Finding[] {
  const read = readDefinition(yaml)
  if ('problems' in read) return read.problems.map(problem => ({ level: 'error', step: null, ...problem }))
  return problemsOf(read.definition, ports).map(({ level, step, says }) => ({ level, step, line: null, column: null, says }))
}
