import { describe, expect, test } from 'vitest'
import { benoit, claire, desk, mail, proved, to } from '../../testing/deciding.ts'
import { UNKNOWN_POST, type Post } from '../sources/post.ts'
import type { Source } from '../sources/source.ts'
import type { ReadPost } from '../mail/case.ts'
import type { Arrived } from '../mail/intake.ts'
import type { ParsedMail } from './message.ts'

const NOTHING_SET = { listId: null, recipient: null, url: null, mailboxId: 1, account: null, answersTo: 'public', mustAuthenticate: true, footer: null, categories: [], unansweredHours: null, active: true } as const
const LIST: Source = { ...NOTHING_SET, id: 1, kind: 'list', profile: 'sympa', name: 'Entraide', address: 'entraide@lists.example', answersBy: 'mail' }
const FORUM: Source = { ...NOTHING_SET, id: 2, kind: 'forum', profile: 'discourse', name: 'Forum', address: null, answersBy: 'api' }

type Told = Partial<Post> & { isForged?: boolean, by?: { name: string, address: string } | string }

/** A desk to which lists and forums tell things. */
function hall() {
  const here = desk()
  const tell = (source: Source, { by = claire, isForged = false, ...told }: Told, values: Partial<ParsedMail> = {}) => {
    const author = typeof by === 'string' ? { name: by, handle: by, address: null } : { ...by, handle: null }
    const words = told.words ?? values.text ?? 'Bonjour'
    const arrived = mail({ from: to('entraide@lists.example'), text: words, visibleReply: words, subject: told.title ?? 'Certificat expiré', isList: true, ...values })
    const post: Post = { ...UNKNOWN_POST, author, title: 'Certificat expiré', words, ...told }
    const [intake] = here.takePosts(new Map<Arrived, ReadPost>([[arrived, { source, post, isForged }]]), arrived)
    return intake
  }
  const ticket = () => [...here.tickets.values()][0]
  return { ...here, tell, ticket, only: () => [...here.discussions.values()] }
}

describe('a list', () => {
  test('one thread is one ticket of whoever began it, with one discussion; who else speaks is nobody we would write to in private', () => {
    const here = hall()
    expect(here.tell(LIST, {}, { messageId: '<q@x>' })).toMatchObject({ state: 'opened', reason: 'new' })
    expect(here.tell(LIST, { by: benoit, words: 'Chez moi aussi' }, { messageId: '<a@x>', inReplyTo: ['<q@x>'] })).toMatchObject({ state: 'joined', reason: 'thread' })
    expect(here.ticket()).toMatchObject({ channel: 'list', requester: claire, subject: 'Certificat expiré', messageCount: 2 })
    expect([...here.ticket()?.people.members ?? []]).toEqual([claire.address])
    expect(here.only()).toMatchObject([{ sourceId: 1, title: 'Certificat expiré' }])
    expect(here.filed.flatMap(({ speakers }) => speakers.map(({ who }) => who))).toEqual([claire.address, benoit.address])
    expect(here.messages.map(({ from, pending }) => [from.address, pending])).toEqual([[claire.address, false], [benoit.address, false]])
    expect(here.opened).toEqual([])
  })

  test('who answers in place of us leaves the ticket where it is; the asker who comes back brings it up again', () => {
    const here = hall()
    here.tell(LIST, {}, { messageId: '<q@x>' })
    const asked = here.ticket()
    here.tell(LIST, { by: benoit, words: 'Relance certbot' }, { messageId: '<a@x>', inReplyTo: ['<q@x>'] })
    expect(here.ticket()).toMatchObject({ activityAt: asked?.activityAt, waitingSince: null, status: 'new' })
    expect(here.ticket()?.communityAt).toBeGreaterThan(0)
    expect(here.only()[0]?.answeredAt).toBe(here.ticket()?.communityAt)
    here.tell(LIST, { words: 'Ça ne marche pas' }, { messageId: '<b@x>', inReplyTo: ['<a@x>'] })
    expect(here.ticket()).toMatchObject({ communityAt: null })
    expect(here.ticket()?.waitingSince).not.toBeNull()
  })

  test.each<[string, { told?: Told, values?: Partial<ParsedMail> }, { state: string, reason: string }]>([
    ['words of the software', { told: { service: 'list-service' } }, { state: 'ignored', reason: 'list-service' }],
    ['a forgery', { told: { isForged: true } }, { state: 'refused', reason: 'forged-channel' }],
    ['a mail that goes round in circles', { values: { hops: 40 } }, { state: 'refused', reason: 'too-many-hops' }],
    ['an answering machine that answers the list', { values: { automatic: 'auto-replied' } }, { state: 'ignored', reason: 'auto-replied' }],
    ['what we begin ourselves', { told: { isOwn: true } }, { state: 'own', reason: 'own-post' }],
  ])('%s opens nothing', (_what, { told = {}, values = {} }, expected) => {
    const here = hall()
    expect(here.tell(LIST, told, values)).toMatchObject(expected)
    expect(here.tickets.size).toBe(0)
  })

  test('what we write there ourselves leaves the next word to the member', () => {
    const here = hall()
    here.tell(LIST, {}, { messageId: '<q@x>' })
    expect(here.tell(LIST, { isOwn: true, words: 'C’est réparé' }, { messageId: '<o@x>', inReplyTo: ['<q@x>'] })).toMatchObject({ state: 'joined', reason: 'own-post' })
    expect(here.ticket()).toMatchObject({ status: 'waiting', waitingSince: null, communityAt: null })
  })

  test.each<[string, { subject: string, title: string, tickets: number }]>([
    ['an answer that names nothing joins by its title', { subject: 'Re: [entraide] Certificat expiré', title: 'Certificat expiré', tickets: 1 }],
    ['the same title again is another question', { subject: '[entraide] Certificat expiré', title: 'Certificat expiré', tickets: 2 }],
    ['another title is another question', { subject: 'Re: [entraide] Autre', title: 'Autre', tickets: 2 }],
  ])('%s', (_what, { subject, title, tickets }) => {
    const here = hall()
    here.tell(LIST, {}, { messageId: '<q@x>' })
    here.tell(LIST, { by: benoit, title, words: 'Voilà' }, { messageId: '<a@x>', subject })
    expect(here.tickets.size).toBe(tickets)
  })

  test('what a member sent to us and to the list is one message, whichever comes first', () => {
    const direct = () => mail({ ...proved(), messageId: '<q@x>', subject: 'Certificat expiré', to: [to('entraide@lists.example')] })
    const first = hall()
    first.take(direct())
    expect(first.tell(LIST, { words: 'Bonjour' }, { messageId: '<q@x>', subject: '[entraide] Certificat expiré', text: 'Bonjour\n-- \nListe entraide' })).toMatchObject({ state: 'duplicate' })
    expect([first.tickets.size, first.messages.length, first.only().length]).toEqual([1, 1, 1])
    expect(first.filed.flatMap(({ publications }) => publications)).toMatchObject([{ messageId: first.messages[0]?.id, discussionId: first.only()[0]?.id }])

    const second = hall()
    second.tell(LIST, { words: 'Bonjour' }, { messageId: '<q@x>', subject: '[entraide] Certificat expiré' })
    expect(second.take(direct())).toMatchObject([{ state: 'duplicate' }])
    expect([second.tickets.size, second.messages.length]).toEqual([1, 1])
  })
})

describe('a forum', () => {
  const topic = { threadKey: 'topic/7', threadUrl: 'https://forum.example/t/7' }

  test('a topic is a ticket; who is known by a name only has no address', () => {
    const here = hall()
    here.tell(FORUM, { ...topic, postKey: 'post/1', by: 'camille' })
    expect(here.tell(FORUM, { ...topic, postKey: 'post/2', by: 'maelle', words: 'Idem' })).toMatchObject({ state: 'joined' })
    here.tell(FORUM, { ...topic, postKey: 'post/3', by: 'camille', words: 'Encore moi' })
    expect(here.ticket()).toMatchObject({ channel: 'forum', requester: { address: '', name: 'camille' }, requesterHandle: 'camille', communityAt: null, messageCount: 3 })
    expect(here.ticket()?.people.members.size).toBe(0)
    expect(here.only()).toMatchObject([{ key: 'topic/7', url: topic.threadUrl }])
  })

  test('a post comes once: again it is the same, with other words it has been edited, and it may go', () => {
    const here = hall()
    here.tell(FORUM, { ...topic, postKey: 'post/1', by: 'camille' }, { messageId: '<discourse/post/1@forum>' })
    expect(here.tell(FORUM, { ...topic, postKey: 'post/1', by: 'camille' }, { messageId: '<topic/7/1@forum>' })).toMatchObject({ state: 'duplicate' })
    expect(here.tell(FORUM, { ...topic, postKey: 'post/1', by: 'camille', words: 'Corrigé' })).toMatchObject({ state: 'joined', reason: 'post-edited' })
    expect(here.tell(FORUM, { ...topic, postKey: 'post/1', by: 'camille', event: 'removed' })).toMatchObject({ state: 'joined', reason: 'post-removed' })
    expect(here.filed.flatMap(({ edits }) => edits.map(({ said }) => said?.visibleReply ?? null))).toEqual(['Corrigé', null])
    expect(here.messages).toHaveLength(1)
  })

  test('the solution ends the ticket', () => {
    const here = hall()
    here.tell(FORUM, { ...topic, postKey: 'post/1', by: 'camille' })
    here.tell(FORUM, { ...topic, postKey: 'post/2', by: 'maelle', words: 'Voilà' })
    expect(here.tell(FORUM, { ...topic, postKey: 'post/2', by: 'maelle', event: 'solved' })).toMatchObject({ state: 'joined', reason: 'post-solved' })
    expect(here.ticket()).toMatchObject({ status: 'solved', waitingSince: null })
    expect(here.only()[0]?.solvedAt).toBeGreaterThan(0)
  })

  test.each<[string | null, string]>([['Hébergement', 'opened'], ['Bavardages', 'ignored'], [null, 'ignored']])('of the category %s: %s, when only some are followed', (category, state) => {
    expect(hall().tell({ ...FORUM, categories: ['Hébergement'] }, { ...topic, postKey: 'post/1', category })).toMatchObject({ state })
  })

  test('a closed ticket is gone on from, and the topic goes on there', () => {
    const here = hall()
    here.tell(FORUM, { ...topic, postKey: 'post/1', by: 'camille' })
    const closed = here.ticket()
    here.change(closed?.id, { status: 'closed' })
    expect(here.tell(FORUM, { ...topic, postKey: 'post/2', by: 'camille', words: 'Ça recommence' })).toMatchObject({ state: 'opened', reason: 'answer-to-closed' })
    expect(here.tell(FORUM, { ...topic, postKey: 'post/3', by: 'maelle', words: 'Idem' })).toMatchObject({ state: 'joined' })
    expect(here.messages.at(-1)?.ticketId).not.toBe(closed?.id)
  })
})
