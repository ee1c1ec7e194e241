import { describe, expect, test } from 'vitest'
import { proposedRecipients } from './recipients.ts'

const person = (address: string) => ({ address, name: address.split('@')[0] ?? '' })
const [claire, tom, samia] = [person('claire@pieds.example'), person('tom@web.example'), person('samia@pieds.example')]
const given = { requester: claire, participants: [claire, tom], replyTo: null, isNobody: (address: string) => ['aide@coop.example', 'entraide@lists.coop.example'].includes(address) }

describe('a reply goes to', () => {
  test.each([
    { who: 'the requester, the others in copy', conversation: given, to: [claire], cc: [tom] },
    { who: 'the requester, whoever wrote last', conversation: { ...given, participants: [claire, tom, samia] }, to: [claire], cc: [tom, samia] },
    { who: 'where the requester asked for it', conversation: { ...given, replyTo: 'bureau@pieds.example' }, to: [{ ...claire, address: 'bureau@pieds.example' }], cc: [tom] },
    { who: 'never to ourselves, though the requester asks for it', conversation: { ...given, replyTo: 'AIDE@coop.example' }, to: [claire], cc: [tom] },
    { who: 'never to ourselves, though we stand in copy', conversation: { ...given, participants: [claire, person('aide@coop.example')] }, to: [claire], cc: [] },
    { who: 'never to a list, though somebody asks for it there', conversation: { ...given, participants: [claire, person('entraide@lists.coop.example')], replyTo: 'Entraide@lists.coop.example' }, to: [claire], cc: [] },
    { who: 'the others, when nobody signed', conversation: { ...given, requester: person(''), participants: [tom, samia] }, to: [tom], cc: [samia] },
    { who: 'nobody, when there is nobody', conversation: { ...given, requester: person(''), participants: [] }, to: [], cc: [] },
    { who: 'each person once', conversation: { ...given, replyTo: 'tom@web.example' }, to: [{ ...claire, address: 'tom@web.example' }], cc: [] },
  ] as const)('$who', ({ conversation, to, cc }) => expect(proposedRecipients(conversation)).toEqual({ to, cc }))
})
