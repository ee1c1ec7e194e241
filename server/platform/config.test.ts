import { describe, expect, test } from 'vitest'
import { configFrom } from './config.ts'

describe('what cannot be used is named, and its value kept to itself', () => {
  test.each([
    ['a database of another kind', 'PERMANENCE_DATABASE_URL', 'postgres://u:geheim@h/x'],
    ['a database without a server', 'PERMANENCE_DATABASE_URL', 'mysql://'],
    ['a server without a database', 'PERMANENCE_DATABASE_URL', 'mysql://u:geheim@127.0.0.1/'],
    ['a port there is not', 'PERMANENCE_DATABASE_URL', 'mysql://u:geheim@127.0.0.1:99999/x'],
    ['a # in a password', 'PERMANENCE_DATABASE_URL', 'mysql://u:ge#heim@127.0.0.1:3306/x'],
    ['a % in a password', 'PERMANENCE_DATABASE_URL', 'mysql://u:ge%heim@127.0.0.1:3306/x'],
    ['a port in words', 'PERMANENCE_PORT', 'geheim'],
    ['a server for mail of another kind', 'PERMANENCE_SMTP_URL', 'https://u:geheim@h'],
    ['a server for mail with a # in its password', 'PERMANENCE_SMTP_URL', 'smtp://u:ge#heim@127.0.0.1:25'],
    ['a server for mail with a % in its password', 'PERMANENCE_SMTP_URL', 'smtp://u:ge%heim@127.0.0.1:25'],
    ['a server for mail without a password', 'PERMANENCE_SMTP_URL', 'smtp://geheim@127.0.0.1:25'],
    ['the second server for mail', 'PERMANENCE_SMTP_URL', 'smtp://127.0.0.1:25 smtp://u:geheim@'],
    ['an option of a server that there is not', 'PERMANENCE_SMTP_URL', 'smtp://127.0.0.1?geheim=1'],
    ['another way of sending', 'PERMANENCE_MAIL_OUT', 'geheim'],
    ['a key for signatures without its selector', 'PERMANENCE_DKIM', 'coop.example:/geheim.pem'],
    ['a hosting of another kind', 'PERMANENCE_ALTERNC', 'https://u:geheim@h/'],
    ['a hosting’s database without a name', 'PERMANENCE_ALTERNC', 'mysql://u:geheim@h/'],
    ['a resolver by its name', 'PERMANENCE_RESOLVERS', '192.0.2.53 geheim.example'],
    ['a mail server of our network by its name', 'PERMANENCE_PRIVATE_MAIL_SERVERS', '10.0.0.5 geheim.example'],
    ['a registrar of another kind', 'PERMANENCE_REGISTRAR', 'geheim'],
    ['a registrar with its password', 'PERMANENCE_REGISTRAR', 'openprovider:https://u:geheim@h'],
    ['a registrar without its password', 'PERMANENCE_REGISTRAR', 'openprovider'],
    ['a short key', 'PERMANENCE_SECRET_KEY', 'geheim'],
  ])('%s', (_what, variable, value) => {
    expect(() => configFrom({ [variable]: value })).toThrow(variable)
    expect(() => configFrom({ [variable]: value })).not.toThrow('heim')
  })

  test('encoded characters are', () => {
    expect(configFrom({ PERMANENCE_DATABASE_URL: 'mysql://u:ge%23%25@[::1]:3306/x' }).databaseChosen).toBe(true)
  })
})

test.each([
  [{}, { kind: 'manual', name: 'notre bureau', ianaId: null }],
  [{ PERMANENCE_REGISTRAR: 'manual:Netim:1519' }, { kind: 'manual', name: 'Netim', ianaId: 1519 }],
  [{ PERMANENCE_REGISTRAR: 'openprovider', PERMANENCE_REGISTRAR_USER: 'u', PERMANENCE_REGISTRAR_PASSWORD: 'p' }, { kind: 'openprovider', url: 'https://api.openprovider.eu', user: 'u', password: 'p' }],
  [{ PERMANENCE_REGISTRAR: 'openprovider:https://api.cte.example/', PERMANENCE_REGISTRAR_USER: 'u', PERMANENCE_REGISTRAR_PASSWORD: 'p', PERMANENCE_REGISTRAR_HANDLE: 'XX000001-FR' }, { url: 'https://api.cte.example', handle: 'XX000001-FR' }],
])('a registrar as %j', (environment, expected) => {
  expect(configFrom(environment).registrar).toMatchObject(expected)
})

test.each([
  ['smtp://127.0.0.1', { host: '127.0.0.1', port: 25, secure: false, demandsTls: false, credentials: undefined, options: {} }],
  ['smtp://u%40coop.example:p%2Fw%25@mail.example', { port: 587, demandsTls: true, credentials: { user: 'u@coop.example', password: 'p/w%' } }],
  ['smtps://u:p@mail.example', { port: 465, secure: true, demandsTls: false }],
  ['smtp://u:p@localhost:2525', { port: 2525, demandsTls: false }],
  ['smtp://[::1]:25?tls.rejectUnauthorized=false&name=desk.example', { host: '::1', options: { 'tls.rejectUnauthorized': 'false', 'name': 'desk.example' } }],
])('%s is a server for mail', (url, expected) => expect(configFrom({ PERMANENCE_SMTP_URL: url }).mailServers).toMatchObject([expected]))

test('several servers stand in their order; none is none', () => {
  expect(configFrom({ PERMANENCE_SMTP_URL: ' smtp://a.example  smtp://b.example ' }).mailServers.map(({ host }) => host)).toEqual(['a.example', 'b.example'])
  expect(configFrom({})).toMatchObject({ mailServers: [], mailOut: 'send', dkim: [] })
})

test('keys for signatures', () => {
  expect(configFrom({ PERMANENCE_DKIM: 'Coop.example:desk:/etc/dkim/a:b.pem other.example:x:/k' }).dkim).toEqual([
    { domain: 'coop.example', selector: 'desk', path: '/etc/dkim/a:b.pem' }, { domain: 'other.example', selector: 'x', path: '/k' },
  ])
})
