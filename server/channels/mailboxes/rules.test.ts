import { describe, expect, test } from 'vitest'
import { IdentityChange } from '../contract.ts'
import { byFrequency, lacksOf, serverIn, writesAs } from './identity.ts'
import { accountOf, smtpAddressIn } from './url.ts'

const mailbox = {
  username: 'support@coop.example', host: 'mail.coop.example', fromAddress: null, fromName: null, replyAddress: null, bounceAddress: null,
  plusAddresses: true, authservId: 'mail.coop.example', signature: null, locale: 'fr', acknowledges: true, after: 'leave',
} as const
const sending = { servers: 1, mode: 'send' } as const

test.each([
  [{}, sending, ''],
  [{ username: 'support' }, sending, 'address'],
  [{ username: 'support', fromAddress: 'support@coop.example' }, sending, ''],
  [{}, { servers: 0, mode: 'send' } as const, 'server'],
  [{}, { servers: 0, mode: 'hold' } as const, 'server'],
  [{}, { servers: 1, mode: 'hold' } as const, 'trial'],
  [{ authservId: null, acknowledges: false }, sending, 'authserv-id acknowledges'],
])('%j with %j lacks: %s', (parts, mailOut, expected) => expect(lacksOf({ ...mailbox, ...parts }, mailOut).join(' ')).toBe(expected))

test('it writes under its own address unless told another', () => {
  expect([writesAs(mailbox), writesAs({ ...mailbox, fromAddress: 'aide@coop.example' }), writesAs({ ...mailbox, username: 'u' })]).toEqual(['support@coop.example', 'aide@coop.example', null])
})

describe('the server that wrote the topmost Authentication-Results', () => {
  test.each([
    ['Authentication-Results: mail.coop.example; dkim=pass\r\n', 'mail.coop.example'],
    ['Received: x\r\nauthentication-results:\r\n\tMX.Coop.example 1;\r\n spf=pass\r\nAuthentication-Results: liar.example; dkim=pass\r\n', 'mx.coop.example'],
    ['Authentication-Results: (a comment) mail.coop.example; none\r\n', 'mail.coop.example'],
    ['ARC-Authentication-Results: i=1; mail.example; dkim=pass\r\n', undefined],
    ['Subject: x\r\n\r\nAuthentication-Results: body.example; dkim=pass\r\n', undefined],
    ['Authentication-Results: dkim=pass\r\n', undefined],
  ])('%j: %s', (head, expected) => expect(serverIn(`${head}\r\nBonjour`)).toBe(expected))

  test('the most frequent first', () => expect(byFrequency(['a', 'b', 'b', 'c', 'b', 'c'])).toEqual(['b', 'c', 'a']))
})

describe('an identity', () => {
  test.each([
    [{ fromAddress: '' }, { fromAddress: null }],
    [{ fromAddress: ' aide@bücher.example ' }, { fromAddress: 'aide@bücher.example' }],
    [{ authservId: 'Mail.Coop.example' }, { authservId: 'mail.coop.example' }],
    [{ signature: 'Alice\nL’équipe' }, { signature: 'Alice\nL’équipe' }],
    [{}, {}],
  ])('%j is read', (given, expected) => expect(IdentityChange.parse(given)).toEqual(expected))
  test.each([{ fromAddress: 'x' }, { fromAddress: 'a@b, c@d' }, { replyAddress: 'a@b>\r\nBcc: x' }, { authservId: 'a b' }, { locale: 'de' }, { signature: 'x'.repeat(2001) }])('%j is refused', given => expect(IdentityChange.safeParse(given).success).toBe(false))
})

test.each([['smtp:support@coop.example', 'support@coop.example'], ['SMTP: Support@Coop.example ', 'support@coop.example'], ['smtp://mail.example', undefined], ['smtp:x', undefined], ['imaps://a:b@c', undefined]])('%s is mail that is handed to us, for %s', (url, address) => {
  expect(smtpAddressIn(url)).toBe(address)
})
test('it is no account to read', () => expect(() => accountOf('smtp:support@coop.example')).toThrow('not the address of a mailbox'))
