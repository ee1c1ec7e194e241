import { expect, test } from 'vitest'
import type { AskedField } from '../../../server/workflows/contract.ts'
import { field } from '../testing/given-runs.ts'
import { prefilled } from './prefill.ts'

const zoe = { name: 'Zoé Membre', address: 'zoe@asso.example' }
const email = (name: string) => field(name, { type: 'email' })

test.each<[string, AskedField[], Record<string, string>]>([
  ['the only address that is asked for, whatever it is called', [email('where')], { where: zoe.address }],
  ['of several, the one that says so', [email('email'), email('backup')], { email: zoe.address }],
  ['of several, none that does not', [email('old'), email('new')], {}],
  ['a name', [field('name'), field('member_name')], { name: zoe.name, member_name: zoe.name }],
  ['no other text', [field('domain'), field('address'), field('username')], {}],
  ['a name that is chosen is not theirs', [field('name', { type: 'choice' })], {}],
])('%s', (_, fields, written) => expect(prefilled(fields, zoe)).toEqual(written))

test('what is not known of them is left empty', () => expect(prefilled([email('email'), field('name')], { ...zoe, name: '' })).toEqual({ email: zoe.address }))
