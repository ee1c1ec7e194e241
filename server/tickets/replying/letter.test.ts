import { expect, test } from 'vitest'
import { answerSubject, hostOf, letterOf, paragraphsOf, threadHeaders } from './letter.ts'

test.each([
  ['Quota dépassé', 'Re: Quota dépassé'],
  ['Re: Quota', 'Re: Quota'],
  ['RE : Quota', 'RE : Quota'],
  ['Réf: Quota', 'Réf: Quota'],
  ['Refonte du site', 'Re: Refonte du site'],
  ['', ''],
])('the answer to “%s” is about “%s”', (subject, expected) => expect(answerSubject(subject)).toBe(expected))

test('an answer names what it answers last', () => {
  expect(threadHeaders({ ids: ['<1>', '<2>', '<3>'], answered: '<2>' })).toEqual({ inReplyTo: '<2>', references: ['<1>', '<3>', '<2>'] })
})

test('without anything to answer it goes on from what we wrote ourselves', () => {
  expect(threadHeaders({ ids: ['<1>'], answered: null })).toEqual({ inReplyTo: '<1>', references: ['<1>'] })
  expect(threadHeaders({ ids: [], answered: null })).toEqual({ inReplyTo: null, references: [] })
})

test('of a long thread the root and what is nearest are named', () => {
  const ids = Array.from({ length: 60 }, (_, index) => `<${index}>`)
  const { references } = threadHeaders({ ids, answered: '<59>' })
  expect(references).toHaveLength(20)
  expect([references[0], references[1], references.at(-1)]).toEqual(['<0>', '<41>', '<59>'])
})

test('paragraphs keep their lines', () => {
  expect(paragraphsOf('Bonjour,\r\n\r\nun\ndeux\n\n\n\nBien à vous \n')).toEqual(['Bonjour,', 'un\ndeux', 'Bien à vous'])
})

test('an address without a token needs no Reply-To', () => {
  const sender = { mailboxId: 1, address: 'aide@coop.example', name: 'Aide', replyAddress: 'aide@coop.example', signature: '', locale: 'fr', plusAddresses: false }
  const words = { subject: 's', text: 't', html: 'h' }
  const parts = { sender, to: [], cc: [], words, thread: { ids: [], answered: null }, files: [] }
  expect(letterOf({ ...parts, replyTo: 'aide@coop.example' }).replyTo).toBeNull()
  expect(letterOf({ ...parts, replyTo: 'aide+t1.x@coop.example' }).replyTo).toBe('aide+t1.x@coop.example')
  expect(hostOf('aide@COOP.example')).toBe('coop.example')
})
