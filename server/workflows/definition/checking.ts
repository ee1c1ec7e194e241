import { expressionProblems } from './checking/expressions.ts'
import { kindProblems } from './checking/kinds.ts'
import { namingProblems } from './checking/names.ts'
import type { KnownPorts, Problem } from './checking/places.ts'
import { textProblems } from './checking/texts.ts'
import type { Definition } from './schema.ts'

/** What is wrong with a workflow that the shape of a definition cannot say, errors first. With an error it is not published. `ports`: what its steps may use; without them, that is not checked. */
export function problemsOf(definition: Definition, ports?: KnownPorts): Problem[] {
  const all = [...namingProblems(definition), ...kindProblems(definition, ports), ...expressionProblems(definition, ports), ...textProblems(definition)]
  return [...all.filter(({ level }) => level === 'error'), ...all.filter(({ level }) => level === 'warning')]
}
