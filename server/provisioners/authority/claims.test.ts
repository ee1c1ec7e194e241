import { expect, test } from 'vitest'
import { codeOf, mayTouch, signedText, standingClaim, veiled, type Asked, type Claim } from './claims.ts'

const asked: Asked = { provisioner: 'alternc', accountId: '2001', requester: 'Odile@Assoc.example' }
const claim: Claim = { ...asked, requester: 'odile@assoc.example', id: 1, codeMac: null, createdAt: 0, tries: 0, expiresAt: 1000, provedAt: 10, how: 'code', revokedAt: null }

test.each<[string, { claim?: Partial<Claim>, asked?: Partial<Asked> }, boolean]>([
  ['proved, whatever the case of the address', {}, true], ['proved by staff', { claim: { how: 'staff' } }, true], ['not proved', { claim: { provedAt: null } }, false], ['taken back', { claim: { revokedAt: 20 } }, false],
  ['too long ago', { claim: { expiresAt: 500 } }, false], ['another account', { asked: { accountId: '2002' } }, false], ['another person', { asked: { requester: 'eve@assoc.example' } }, false],
  ['another hosting', { asked: { provisioner: 'other' } }, false], ['nobody', { asked: { requester: '' }, claim: { requester: '' } }, false],
])('may touch an account: %s', (_what, other, expected) => {
  expect(mayTouch({ ...asked, ...other.asked }, [{ ...claim, ...other.claim }], 500)).toBe(expected)
})

test('a later code does not hide a proof; without one the last code tells', () => {
  const sent = { ...claim, id: 2, provedAt: null, how: null, createdAt: 400 }
  expect(standingClaim(asked, [sent, claim], 500)).toMatchObject({ state: 'proved', claim: { id: 1 } })
  expect(standingClaim(asked, [sent, { ...claim, revokedAt: 3 }], 500)).toMatchObject({ state: 'awaits-code', claim: { id: 2 } })
  expect(standingClaim(asked, [{ ...sent, tries: 5 }], 500)?.state).toBe('used-up')
  expect(standingClaim(asked, [sent], 1000)?.state).toBe('expired')
  expect(standingClaim(asked, [{ ...claim, accountId: 'x' }], 5)).toBeUndefined()
})

test('a code has eight digits, and is worth something for its claim alone, however it is written', () => {
  expect(codeOf(42)).toBe('00000042')
  expect(signedText(7, '1234 5678')).toBe(signedText(7, '1234-5678'))
  expect(signedText(7, '12345678')).not.toBe(signedText(8, '12345678'))
})

test.each([['odile@assoc.example', 'o•••@a•••.example'], ['', '•••@•••']])('veils %s', (address, shown) => {
  expect(veiled(address)).toBe(shown)
})
