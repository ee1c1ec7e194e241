import { expect, test } from 'vitest'
import { signerOf } from '../platform/signing.ts'
import { ownId, readOwnId } from './own-id.ts'

const [ours, theirs] = [signerOf('our key'), signerOf('another installation')]
const names = { ticketId: 41, sideId: null, messageId: 90210 }

test('our own id is read back', () => expect(readOwnId(ownId(names, ours, 'help.example'), ours)).toEqual(names))
test('a side thread is told apart', () => expect(readOwnId(ownId({ ...names, sideId: 3 }, ours, 'help.example'), ours)).toEqual({ ...names, sideId: 3 }))
test('a server that changes the case does no harm', () => expect(readOwnId(ownId(names, ours, 'help.example').toUpperCase(), ours)).toEqual(names))
test('what another installation signed is not ours', () => expect(readOwnId(ownId(names, theirs, 'help.example'), ours)).toBeUndefined())
test('a changed ticket number breaks the signature', () => expect(readOwnId(ownId(names, ours, 'help.example').replace('t41.', 't42.'), ours)).toBeUndefined())
test.each(['', '<>', '<t1.2.aaaa@x>', '<t1.2@x>', 'nonsense'])('%s is nobody’s', id => expect(readOwnId(id, ours)).toBeUndefined())
