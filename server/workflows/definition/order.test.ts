import { expect, test } from 'vitest'
import { predecessors, stepAt } from './order.ts'
import { Definition } from './schema.ts'

const task = (id: string, after?: string[]) => ({ kind: 'task', id, title: { fr: id, en: id }, ...after && { after } })
const definition = Definition.parse({
  workflow: 'order', title: { fr: 'Ordre', en: 'Order' },
  steps: [
    task('a'), task('b'), task('c', ['a']),
    { ...task('e', ['b', 'c']), kind: 'each', over: 'start.list', steps: [task('x'), task('y'), task('z', [])] },
    task('f'), task('g', []), task('loop', ['hole']), task('hole', ['loop', 'a']),
  ],
})

test.each([
  ['a', [], []],
  ['b', ['a'], ['a']],
  ['c', ['a'], ['a']],
  ['e', ['b', 'c'], ['a', 'b', 'c']],
  ['f', ['e'], ['a', 'b', 'c', 'e']],
  ['g', [], []],
  ['loop', ['hole'], ['a', 'hole', 'loop']],
])('before %s', (id, direct, all) => {
  const before = predecessors(definition).steps.get(id)!
  expect(before.direct).toEqual(direct)
  expect([...before.all].sort()).toEqual(all)
})

test('within an each, the order is its own', () => {
  const inner = predecessors(definition).within.get('e')!
  expect([...inner].map(([id, { direct }]) => [id, direct])).toEqual([['x', []], ['y', ['x']], ['z', []]])
})

test('it is computed once', () => {
  expect(predecessors(definition)).toBe(predecessors(definition))
})

test.each([
  ['a', 'a', null],
  ['e', 'e', null],
  ['e/0/x', 'x', 'e'],
  ['e/12/z', 'z', 'e'],
  ['x', undefined, undefined],
  ['e/x', undefined, undefined],
  ['e/-1/x', undefined, undefined],
  ['e/0/a', undefined, undefined],
  ['a/0/x', undefined, undefined],
  ['e/0/x/y', undefined, undefined],
  ['', undefined, undefined],
])('the step at “%s”', (path, id, each) => {
  const found = stepAt(definition, path)
  expect(found?.step.id).toBe(id)
  expect(found && (found.each?.id ?? null)).toBe(each)
})
