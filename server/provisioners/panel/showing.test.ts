import { expect, test } from 'vitest'
import type { Hosting } from '../hosting.ts'
import { accountsToRead, matchOf } from './showing.ts'

const account = (id: string, email = '') => ({ id, login: `l${id}`, name: '', email, enabled: true })
const hosting: Pick<Hosting, 'account' | 'addresses'> = { account: account('1', 'Bureau@assoc.fr'), addresses: [{ domain: 'assoc.fr', local: 'info', mailbox: null, recipients: [], enabled: true, foreign: false }] }

test.each([['bureau@assoc.fr', 'registered'], ['INFO@assoc.fr', 'address'], ['eve@assoc.fr', 'domain']])('%s is matched by what is %s', (address, expected) => {
  expect(matchOf(hosting, address)).toBe(expected)
})

test('each account is read once, those with the registered address first', () => {
  expect(accountsToRead([account('2'), account('1')], [account('1'), account('3')]).map(({ id }) => id)).toEqual(['2', '1', '3'])
})
