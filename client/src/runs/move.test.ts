import { expect, test } from 'vitest'
import { step } from '../testing/given-runs.ts'
import { everyWords } from './every.ts'
import { moveOf } from './move.ts'
import type { StepView } from '../../../server/workflows/contract.ts'

const me = { id: 1, role: 'staff' }
const [mine, theirs] = [{ id: 1, name: 'Nadia' }, { id: 2, name: 'Jules' }]

test.each<[string, Partial<StepView>, typeof mine | null, string | undefined]>([
  ['a task of mine', { state: 'asked' }, mine, 'yours'],
  ['a task of whoever else follows the run', { state: 'asked' }, theirs, 'theirs'],
  ['a task nobody follows', { state: 'asked' }, null, 'team'],
  ['a task of my role, whoever follows', { state: 'asked', role: 'staff' }, theirs, 'yours'],
  ['a task of another role, though I follow', { state: 'asked', role: 'volunteer' }, mine, 'role'],
  ['the member’s form', { state: 'asked', mover: 'member' }, mine, 'member'],
  ['a gate that I may open', { state: 'asked', kind: 'gate', may: ['agree'] }, theirs, 'gateYours'],
  ['a gate that I may not', { state: 'asked', kind: 'gate' }, mine, 'gate'],
  ['an act', { state: 'acting' }, mine, 'acting'],
  ['an act that is tried again', { state: 'acting', tries: 1, at: 5 }, mine, 'again'],
  ['a look every so often', { state: 'looking', every: 900_000 }, mine, 'lookingEvery'],
  ['a date', { state: 'waiting' }, mine, 'resumes'],
  ['a failure', { state: 'failed' }, mine, 'failed'],
  ['what has not begun', {}, mine, undefined],
  ['what is settled', { state: 'skipped' }, mine, undefined],
])('%s', (...[, parts, owner, move]) => {
  expect(moveOf(step('a', parts), owner, me)).toBe(move)
})

test.each([[900_000, '15 min'], [3_600_000, '60 min'], [7_200_000, '2 h'], [86_400_000, '24 h'], [5_400_000, '90 min'], [1, '1 min']])('every %i ms is every %s', (ms, words) => {
  expect(everyWords(ms, 'fr').replace(/\s/g, ' ')).toBe(words)
})
