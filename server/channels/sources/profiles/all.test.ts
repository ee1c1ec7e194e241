import { expect, test } from 'vitest'
import { ProfileName } from '../contract.ts'
import { kindOf } from '../source.ts'
import { profiles } from './all.ts'

test('each name that can be chosen has its profile, once, of its kind', () => {
  expect(profiles.map(({ name }) => name).sort()).toEqual([...ProfileName.options].sort())
  expect(profiles.filter(({ name, kind }) => kindOf(name) !== kind)).toEqual([])
})
