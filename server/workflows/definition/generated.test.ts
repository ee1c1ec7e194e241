import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { arbitraryDefinition } from '../../testing/definitions.ts'
import { problemsOf } from './checking.ts'
import { predecessors } from './order.ts'
import { readDefinition } from './reading.ts'

test('what is generated has steps of every kind, and reads the same from YAML', () => {
  const kinds = new Set<string>()
  fc.assert(fc.property(arbitraryDefinition(), (definition) => {
    definition.steps.forEach(step => [step, ...step.kind === 'each' ? step.steps : []].forEach(({ kind }) => kinds.add(kind)))
    expect(readDefinition(stringify(definition, { aliasDuplicateObjects: false }))).toEqual({ definition })
  }), { numRuns: 60 })
  expect([...kinds].sort()).toEqual(['action', 'each', 'form', 'gate', 'message', 'probe', 'task', 'timer'])
})

test('a step that waits for one that comes after it is always found', () => {
  fc.assert(fc.property(arbitraryDefinition(), fc.nat(), fc.nat(), (definition, one, other) => {
    const { steps } = definition
    const [from, to] = [steps[one % steps.length]!, steps[other % steps.length]!]
    const makesCircle = from === to || predecessors(definition).steps.get(from.id)!.all.has(to.id)
    const changed = { ...definition, steps: steps.map(step => step === to ? { ...step, after: [...step.after ?? [], from.id] } : step) }
    const circles = problemsOf(changed).filter(({ says }) => says.startsWith('It waits for itself'))
    expect(circles.length > 0).toBe(makesCircle)
  }), { numRuns: 100 })
})
