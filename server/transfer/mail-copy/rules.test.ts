import { describe, expect, test } from 'vitest'
import { identityOf, securityOf } from './account.ts'
import { inBatches } from './batches.ts'
import { pauseFor, timeLeft } from './estimate.ts'
import { flagText, follows, settable } from './flags.ts'
import { namesIn, parentsOf, pathOf, plainPathOf } from './folder-names.ts'
import { mapFolders, type Folder, type Listing } from './folders.ts'
import { paired } from './matching.ts'
import { digestOf, headerIn } from './message.ts'
import { quietSince } from './quiet.ts'
import { verified } from './verification.ts'
import { fullWords, goingWords, sizeInWords } from './words.ts'

const POINTS = { prefix: 'INBOX.', delimiter: '.' }
const SLASHES = { prefix: '', delimiter: '/' }
const FLAT = { prefix: '', delimiter: '' }

describe('folders', () => {
  test.each([
    ['INBOX', POINTS, SLASHES, 'INBOX'],
    ['inbox', SLASHES, POINTS, 'INBOX'],
    ['INBOX.Sent', POINTS, SLASHES, 'Sent'],
    ['INBOX.a.b.c', POINTS, SLASHES, 'a/b/c'],
    ['INBOX/Sous', SLASHES, POINTS, 'INBOX.Sous'],
    ['INBOX/Sous', SLASHES, SLASHES, 'INBOX/Sous'],
    ['Factures.2023/Été', SLASHES, POINTS, 'INBOX.Factures_2023.Été'],
    ['INBOX.Rock/Roll', POINTS, SLASHES, 'Rock_Roll'],
    ['R&D "vite" * %', SLASHES, POINTS, 'INBOX.R&D "vite" * %'],
    ['a/b', SLASHES, FLAT, 'a - b'],
    ['a//b/', SLASHES, POINTS, 'INBOX.a.b'],
    ['un\u0007\u202Edeux', SLASHES, POINTS, 'INBOX.un__deux'],
    [Array.from({ length: 40 }, () => 'x').join('/'), SLASHES, SLASHES, `${Array.from({ length: 30 }, () => 'x').join('/')}/${Array.from({ length: 10 }, () => 'x').join('_')}`],
  ])('%s of one server is written on the other', (...[path, from, to, expected]) => {
    expect(pathOf(namesIn(path, from), to)).toBe(expected)
  })

  test('a plain name is left for a server that refuses the true one', () => {
    expect(plainPathOf(['INBOX', 'R&D *', ' Été/2 ', '***'], POINTS)).toBe('INBOX.R_D _.Été_2.___')
    expect(parentsOf('INBOX.a.b.c', POINTS)).toEqual(['INBOX.a', 'INBOX.a.b'])
    expect(parentsOf('a', SLASHES)).toEqual([])
  })

  const folder = (path: string, more: Partial<Folder> = {}): Folder => ({ path, holdsMessages: true, role: null, named: false, ...more })
  const listing = (writing: typeof SLASHES, ...folders: Folder[]): Listing => ({ ...writing, folders: [folder('INBOX', { role: '\\Inbox', named: true }), ...folders] })
  const said = (path: string, role: string) => folder(path, { role })
  const guessed = (path: string, role: string) => folder(path, { role, named: true })
  const target = (mapped: ReturnType<typeof mapFolders>) => Object.fromEntries(mapped.map(one => [one.from, 'to' in one ? `${one.to}${one.make ? ' (new)' : ''}` : one.skipped]))

  test.each<[string, Listing, Listing, Record<string, string>]>([
    ['by what they are for, whatever they are called', listing(POINTS, said('INBOX.Envoyes', '\\Sent'), guessed('INBOX.Corbeille', '\\Trash')), listing(SLASHES, said('Sent', '\\Sent'), said('Trash', '\\Trash')), { 'INBOX': 'INBOX', 'INBOX.Envoyes': 'Sent', 'INBOX.Corbeille': 'Trash' }],
    ['by their names, where nothing there is for the same', listing(SLASHES, guessed('Envoyés', '\\Sent'), folder('Clients')), listing(POINTS, folder('INBOX.Clients')), { 'INBOX': 'INBOX', 'Envoyés': 'INBOX.Envoyés (new)', 'Clients': 'INBOX.Clients' }],
    ['what is called Sent within another folder is not sent mail', listing(SLASHES, guessed('Clients/Sent', '\\Sent')), listing(SLASHES, said('Sent', '\\Sent')), { 'INBOX': 'INBOX', 'Clients/Sent': 'Clients/Sent (new)' }],
    ['no two go into one', listing(SLASHES, said('Envoyés', '\\Sent'), folder('Sent'), folder('Sent (2)')), listing(SLASHES, said('Sent', '\\Sent')), { 'INBOX': 'INBOX', 'Envoyés': 'Sent', 'Sent': 'Sent (2) (new)', 'Sent (2)': 'Sent (2) (2) (new)' }],
    ['names that become the same are told apart', listing(SLASHES, folder('a.b'), folder('a_b'), folder('INBOX/x'), folder('x')), listing(POINTS), { 'INBOX': 'INBOX', 'a.b': 'INBOX.a_b (new)', 'a_b': 'INBOX.a_b (2) (new)', 'INBOX/x': 'INBOX.x (new)', 'x': 'INBOX.x (2) (new)' }],
    ['what shows messages of other folders is left out, and what holds none', listing(SLASHES, said('[Gmail]/All Mail', '\\All'), folder('[Gmail]', { holdsMessages: false })), listing(SLASHES), { 'INBOX': 'INBOX', '[Gmail]/All Mail': 'virtual' }],
    ['a folder that holds none there must be made', listing(SLASHES, folder('a')), listing(SLASHES, folder('a', { holdsMessages: false })), { INBOX: 'INBOX', a: 'a (new)' }],
  ])('go %s', (...[, source, destination, expected]) => {
    expect(target(mapFolders(source, destination))).toEqual(expected)
  })

  test('a folder goes where it went before, and nothing else goes there', () => {
    const mapped = mapFolders(listing(SLASHES, folder('a'), folder('b')), listing(SLASHES, folder('b')), new Map([['a', 'b']]))
    expect(target(mapped)).toEqual({ INBOX: 'INBOX', a: 'b', b: 'b (2) (new)' })
  })
})

test.each([
  [['\\Seen', '\\Recent', '\\Deleted', '\\flagged', 'travail'], ['\\Seen', '\\Flagged', '\\Deleted', '\\*'], ['\\Flagged', '\\Seen', 'travail']],
  [['\\Seen', 'travail', '$Junk'], ['\\Seen', '$junk'], ['$Junk', '\\Seen']],
  [['deux mots', 'a)b', 'é{3}', '', 'x'.repeat(80), '\\Odd'], ['\\*'], []],
  [['\\Seen', '\\Seen'], ['\\Seen'], ['\\Seen']],
])('of %j, a folder that allows %j is given %j', (flags, permanent, expected) => {
  expect(settable(flags, new Set(permanent))).toEqual(expected)
})

test.each([
  ['changed at the source alone', { sourceThen: '', givenThen: '', sourceNow: '\\Seen', destinationNow: '' }, true],
  ['changed on both sides', { sourceThen: '', givenThen: '', sourceNow: '\\Seen', destinationNow: '\\Flagged' }, false],
  ['changed at the destination alone', { sourceThen: '', givenThen: '', sourceNow: '', destinationNow: '\\Seen' }, false],
  ['the same on both sides by now', { sourceThen: '', givenThen: '', sourceNow: '\\Seen', destinationNow: '\\Seen' }, false],
  ['never taken whole', { sourceThen: '\\Seen mot', givenThen: '\\Seen', sourceNow: 'mot', destinationNow: '\\Seen' }, true],
])('flags %s', (_, seen, expected) => {
  expect(follows(seen)).toBe(expected)
})

test('flags in any order and case are the same text', () => {
  expect(flagText(['b', '\\SEEN', 'a', '\\Recent', 'a'])).toBe(flagText(['a', 'b', '\\Seen']))
})

const header = (text: string) => headerIn(text)
test.each([
  ['Message-ID: <a@b>\r\nSubject: x\r\n\r\n', { messageId: 'a@b', subject: 'x' }],
  ['message-id:\r\n <a@b>\r\nMessage-ID: <second@b>\r\n', { messageId: 'a@b' }],
  ['Message-ID:\r\nSubject: =?utf-8?q?x?=\r\n  y\r\n', { messageId: null, subject: '=?utf-8?q?x?=  y' }],
  ['Message-ID: not in brackets\r\n', { messageId: 'not in brackets' }],
  ['', { messageId: null, date: '', from: '', subject: '' }],
])('%j is read', (text, expected) => {
  expect(header(text)).toMatchObject(expected)
})

test('a message is known by its identifier and size, and without one by everything else', () => {
  const [a, none] = [header('Message-ID: <a@b>'), header('Subject: x\r\nFrom: a')]
  expect(digestOf({ size: 1, deliveredAt: 5, header: a })).toBe(digestOf({ size: 1, deliveredAt: 9, header: { ...a, subject: 'other' } }))
  expect(digestOf({ size: 1, deliveredAt: 5, header: a })).not.toBe(digestOf({ size: 2, deliveredAt: 5, header: a }))
  expect(digestOf({ size: 1, deliveredAt: 5000, header: none })).toBe(digestOf({ size: 1, deliveredAt: 5999, header: none }))
  for (const other of [{ size: 1, deliveredAt: 6000, header: none }, { size: 1, deliveredAt: 5000, header: { ...none, subject: 'y' } }]) expect(digestOf(other)).not.toBe(digestOf({ size: 1, deliveredAt: 5000, header: none }))
})

test('each is met by one of the other side, in their order', () => {
  const [wanted, found] = [['x', 'y', 'x', 'z'], ['x', 'x', 'x', 'y']].map((digests, side) => digests.map((digest, at) => ({ digest, name: `${side}${at}` })))
  const { pairs, alone } = paired(wanted ?? [], found ?? [])
  expect([pairs.map(([one, other]) => one.name + other.name), alone.map(({ name }) => name)]).toEqual([['0010', '0211', '0113'], ['12']])
})

test('messages are taken together as long as they are small', () => {
  const batches = (...sizes: number[]) => inBatches(sizes.map((size, uid) => ({ uid, size: Math.abs(size), tries: size < 0 ? 1 : 0 }))).map(({ length }) => length)
  const M = 1024 * 1024
  expect([batches(), batches(1, 2, 3), batches(...Array.from({ length: 70 }, () => 1)), batches(M, M, 1), batches(3 * M, 1), batches(1, 3 * M, 4 * M), batches(1, 1, -1, -1, 1)]).toEqual([[], [3], [50, 20], [2, 1], [1, 1], [1, 1, 1], [2, 1, 1, 1]])
})

test('the time that is left follows from what was done', () => {
  const amount = (messages: number, bytes: number) => ({ messages, bytes })
  expect(timeLeft({ moved: amount(100, 1e6), left: amount(200, 2e6), workedMs: 60_000 })).toBe(120_000)
  expect(timeLeft({ moved: amount(100, 1e6), left: amount(0, 0), workedMs: 60_000 })).toBe(0)
  expect([timeLeft({ moved: amount(3, 1e6), left: amount(9, 9), workedMs: 60_000 }), timeLeft({ moved: amount(100, 1e6), left: amount(9, 9), workedMs: 10 })]).toEqual([null, null])
  expect([pauseFor(2000, 500, 1000), pauseFor(2000, 5000, 1000)]).toEqual([1500, 0])
})

test('what is noted is compared with what is there', () => {
  const noted = (sourceUid: number, destinationUid: number | null, size: number) => ({ sourceUid, destinationUid, size, messageId: `m${sourceUid}` })
  expect(verified([noted(1, 11, 5), noted(2, 12, 6), noted(3, 13, 7), noted(4, null, 8)], new Map([[11, 5], [12, 60]]))).toEqual({
    messages: 1, bytes: 5,
    unmatched: [
      { messageId: 'm2', uid: 2, why: 'it measures 60 bytes at the destination, and 6 at the source' },
      { messageId: 'm3', uid: 3, why: 'it is not at the destination' }, { messageId: 'm4', uid: 4, why: 'it is not at the destination' },
    ],
  })
})

test.each([
  ['mail.example.org', 993, 'tls'], ['mail.example.org', 143, 'starttls'], ['mail.example.org', 10_143, 'tls'],
  ['127.0.0.1', 10_143, 'none'], ['localhost', 143, 'none'], ['::1', 993, 'tls'], ['127.0.0.1.example.org', 143, 'starttls'],
])('%s at %i is spoken to by %s', (host, port, expected) => {
  expect(securityOf({ host, port })).toBe(expected)
})

test('two mailboxes are the same two whoever writes their server', () => {
  const place = (host: string, user: string) => ({ host, port: 993, user })
  const one = identityOf({ source: place('A.example', 'me'), destination: place('b', 'me') })
  expect(identityOf({ source: place('a.example', 'me'), destination: { ...place('b', 'me'), port: 143 } })).toBe(one)
  expect(identityOf({ source: place('a.example', 'Me'), destination: place('b', 'me') })).not.toBe(one)
})

test('words', () => {
  expect([0, 999, 1000, 1_234_567, 12_345_678_901].map(sizeInWords)).toEqual(['0 bytes', '999 bytes', '1.0 kB', '1.2 MB', '12 GB'])
  expect(goingWords({ address: 'a@b', folder: 'INBOX', moved: { messages: 1, bytes: 1e6 }, of: { messages: 2, bytes: 2e6 } })).toBe('a@b · INBOX · 1.0 MB / 2.0 MB')
  expect(fullWords('x', { left: 5e6, room: { used: 8e6, limit: 10e6 } })).toContain('needs 3.0 MB more')
  const now = Date.UTC(2026, 10, 22, 12)
  expect([quietSince({ last: null, hours: 48, now }).passed, quietSince({ last: now - 49 * 3_600_000, hours: 48, now }).passed]).toEqual([true, true])
  expect(quietSince({ last: now - 3_600_000, hours: 48, now })).toMatchObject({ passed: false, says: 'the last message came at 2026-11-22 11:00 UTC' })
})
