import { expect, test } from 'vitest'
import { readDefinition } from './reading.ts'

const HEAD = 'workflow: essai\ntitle: {fr: Essai, en: Trial}\n'
const STEPS = 'steps:\n  - kind: task\n    id: look\n    title: {fr: Regarder, en: Look}\n'

test('a definition is read, with what it does not say', () => {
  expect(readDefinition(HEAD + STEPS)).toMatchObject({ definition: { workflow: 'essai', phases: [], steps: [{ kind: 'task', id: 'look', who: 'agent', evidence: 'optional', shown: true }] } })
})

const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', ...'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[i]}`).join(', ')}]`)].join('\n')

test.each([
  ['not YAML', 'workflow: [', 1, /./],
  ['two keys of one name', `${HEAD}workflow: other\n${STEPS}`, 3, /unique/i],
  ['an unknown kind', `${HEAD}steps:\n  - kind: nope\n    id: a\n`, 4, /steps\.0\.kind/],
  ['an unknown word', `${HEAD}${STEPS}    colour: red\n`, 4, /colour/],
  ['a bad name', HEAD + STEPS.replace('look', 'Look At'), 5, /steps\.0\.id: a name is lower-case/],
  ['a bad duration', `${HEAD}due: soon\n${STEPS}`, 3, /due: a duration is a number/],
  ['nothing', '', null, /./],
  ['only a text', 'hello', 1, /./],
  ['a type of another language', `${HEAD}due: !!js/function 'x'\n${STEPS}`, 3, /tag/i],
  ['too many aliases', bomb, null, /alias/],
  ['too long', `${HEAD}${'# x\n'.repeat(100_000)}`, null, /at most 256 kB/],
] as const)('%s', (...[, yaml, line, says]) => {
  const read = readDefinition(yaml)
  if (!('problems' in read)) throw new Error('it was read')
  expect(read.problems[0]!.says).toMatch(says)
  expect(read.problems[0]!.line).toBe(line)
})
