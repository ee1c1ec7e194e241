import { describe, expect, test } from 'vitest'
import { proposedRecipients } from './recipients.ts'

const person = (address: string) => ({ address, name: address.split('@')[0] ?? '' })
const [claire, tom, samia] = [person('claire@pieds.example'), person('tom@web.example'), person('samia@pieds.example')]
const given = { requester: claire, participants: [claire, tom], replyTo: null, ours: new Set(['aide@coop.example']) }

describe('a reply goes to', () => {
  test.each([
    ['the requester, the others in copy', given, [claire], [tom]],
    ['the requester, whoever wrote last', { ...given, participants: [claire, tom, samia] }, [claire], [tom, samia]],
    ['where the requester asked for it', { ...given, replyTo: 'bureau@pieds.example' }, [{ ...claire, address: 'bureau@pieds.example' }], [tom]],
    ['never to ourselves, though the requester asks for it', { ...given, replyTo: 'AIDE@coop.example' }, [claire], [tom]],
    ['never to ourselves, though we stand in copy', { ...given, participants: [claire, person('aide@coop.example')] }, [claire], []],
    ['the others, when nobody signed', { ...given, requester: person(''), participants: [tom, samia] }, [tom], [samia]],
    ['nobody, when there is nobody', { ...given, requester: person(''), participants: [] }, [], []],
    ['each person once', { ...given, replyTo: 'tom@web.example' }, [{ ...claire, address: 'tom@web.example' }], []],
  ] as const)('%s', (_what, conversation, to, cc) => expect(proposedRecipients(conversation)).toEqual({ to, cc }))
})
