import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailParser } from '../../adapters/mail-parser.ts'
import { eachEngine } from '../../testing/databases.ts'
import { given } from '../../testing/given.ts'
import { changed, discourseMail, headerNames, mailmanMail, sympaMail, without, type Draft } from '../../testing/posts.ts'
import { readingOn } from '../../testing/reading.ts'
import { takeIn } from '../reading/actions/take-in.ts'

const parser = mailParser({ threads: 1 })
afterAll(() => parser.close())

/** A question and its answer, as they come by one kind of list or forum; each number is a thread of its own. */
type Kind = { name: string, proof: string, question: (number: number) => Draft, answer: (number: number) => Draft, asks: string, answers: string }

const id = (word: string, number: number) => `<${word}${number}@free.example>`
const threaded = (number: number) => ({ 'Message-ID': id('a', number), 'In-Reply-To': id('q', number), 'References': id('q', number) })
const topic = (number: number, post: number) => ({
  'Message-ID': `<discourse/post/${post}@forum.coop.example>`, 'X-Discourse-Post-Id': String(post), 'X-Discourse-Topic-Id': String(7000 + number), 'List-Archive': `https://forum.coop.example/t/panne/${7000 + number}`,
})

const KINDS: readonly Kind[] = [
  {
    name: 'Sympa', proof: 'spf=pass smtp.mailfrom=entraide-owner@lists.coop.example', asks: 'camille@free.example', answers: 'maelle@asso.example',
    question: number => changed(without(sympaMail({ subject: `[entraide] Question ${number}`, text: `Sympa ${number}` }), 'In-Reply-To'), { 'Message-ID': id('q', number) }),
    answer: number => changed(sympaMail({ from: 'Maëlle (via entraide) <entraide@lists.coop.example>', subject: `Re: [entraide] Question ${number}`, text: `Réponse ${number}` }), { ...threaded(number), 'X-Original-From': 'Maelle <maelle@asso.example>' }),
  },
  {
    name: 'Mailman', proof: 'dkim=pass header.d=lists.asso.example', asks: 'tom@owl.example', answers: 'ann@owl.example',
    question: number => changed(mailmanMail(2, { subject: `[Shapes] Question ${number}`, text: `Mailman ${number}` }), { 'Message-ID': id('q', number) }),
    answer: number => changed(mailmanMail(2, { from: 'Ann <ann@owl.example>', subject: `Re: [Shapes] Question ${number}`, text: `Answer ${number}` }), threaded(number)),
  },
  {
    name: 'Discourse', proof: 'dmarc=pass header.from=forum.coop.example', asks: 'Camille Martin', answers: 'Maelle',
    question: number => changed(without(discourseMail('discourse/post/P', { subject: `[Forum Coop] Question ${number}`, text: `Discourse ${number}` }), 'In-Reply-To', 'References'), topic(number, 90_000 + number)),
    answer: number => changed(discourseMail('discourse/post/P', { from: 'Maelle via Forum Coop <notifications@forum.coop.example>', subject: `[Forum Coop] Re : Question ${number}`, text: `Réponse ${number}` }), {
      ...topic(number, 80_000 + number), 'X-Discourse-Sender': 'maelle', 'In-Reply-To': `<discourse/post/${90_000 + number}@forum.coop.example>`, 'References': `<discourse/post/${90_000 + number}@forum.coop.example>`,
    }),
  },
]

// What has nothing to do with lists. Without From nobody has written it: it is put aside for a person (docs/intake.md).
const KEPT = ['MIME-Version', 'Content-Type', 'From']
let threads = 0
const CASES = KINDS.flatMap((kind) => {
  const missing = [...new Set([...headerNames(kind.question(0)), ...headerNames(kind.answer(0))])].filter(header => !KEPT.includes(header))
  return missing.flatMap(header => (['question', 'answer'] as const).map(of => ({ kind, header, of, number: ++threads })))
})

const bytesOf = ({ headers, body }: Draft, proof: string) => Buffer.from([`Authentication-Results: mx.coop.example; ${proof}`, ...headers.map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n'))

eachEngine('with each header missing in turn', (open) => {
  let reading: ReturnType<typeof readingOn>
  const found: Record<string, unknown>[] = []
  beforeAll(async () => {
    reading = readingOn(open(), parser)
    await given(open()).mailbox({ transport: 'smtp', username: 'support@coop.example', from_address: 'support@coop.example', authserv_id: 'mx.coop.example' })
    await given(open()).source({ name: 'Entraide', account: 'support@coop.example' })
    await given(open()).source({ name: 'Shapes', profile: 'mailman', address: 'shapes@lists.asso.example' })
    await given(open()).source({ name: 'Forum Coop', kind: 'forum', profile: 'discourse', address: 'notifications@forum.coop.example', url: 'https://forum.coop.example', account: 'support', answers_by: 'hand' })
    const mails = CASES.flatMap(({ kind, header, of, number }) => [
      of === 'question' ? without(kind.question(number), header) : kind.question(number),
      of === 'answer' ? without(kind.answer(number), header) : kind.answer(number),
    ].map(draft => ({ bytes: bytesOf(draft, kind.proof), source: 'smtp' as const, envelope: { from: '', to: ['support@coop.example'] } })))
    await takeIn(reading.following, mails)
    found.push(...await open().reader('messages').select<Record<string, unknown>[]>('ticket_id', 'text', 'from_address', 'from_name', 'handle', 'pending'))
  })
  afterAll(() => reading.close())

  const saying = (words: string) => found.filter(({ text }) => String(text).split(/\s{2,}|\n/)[0]?.trim() === words)

  test.each(CASES.map(one => [`${one.kind.name}: ${one.header} of the ${one.of}`, one] as const))('%s', (_what, { kind, header, of, number }) => {
    const [question, ...more] = saying(`${kind.name} ${number}`)
    const [answer, ...others] = saying(`${kind.name === 'Mailman' ? 'Answer' : 'Réponse'} ${number}`)
    expect([more, others]).toEqual([[], []])
    expect([question?.['ticket_id'] !== undefined, answer?.['ticket_id']]).toEqual([true, question?.['ticket_id']])
    const author = (row: Record<string, unknown> | undefined) => kind.name === 'Discourse' ? row?.['from_name'] : row?.['from_address']
    expect(author(question)).toBe(kind.asks)
    // Of an author for whom the list speaks this is all that tells their address.
    if (!(of === 'answer' && header === 'X-Original-From')) expect(author(answer)).toBe(kind.answers)
  })

  test('nothing was said to anybody', async () => expect(await open().reader('outbox').select('id')).toEqual([]))
})
