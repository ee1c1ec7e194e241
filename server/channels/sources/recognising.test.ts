import { describe, expect, test } from 'vitest'
import { changed, discourseMail, forumMail, forumSource, headerNames, listSource, mailmanMail, sympaMail, understood, without, type Draft } from '../../testing/posts.ts'
import { sourceOf, type Coming } from './recognising.ts'
import { postIn } from './reading.ts'

const list = listSource({ recipient: 'liste-entraide@coop.example' })
const other = listSource({ id: 3, name: 'Technique', address: 'tech@lists.coop.example', listId: 'tech.lists.coop.example' })
const forum = forumSource()
const phpbb = forumSource({ id: 4, profile: 'phpbb', address: 'forum@asso.example', url: 'https://asso.example' })
const sources = [list, other, forum, phpbb]

const found = async (draft: Draft, rest: Partial<Coming> = {}, among = sources) => sourceOf({ mail: await understood(draft), envelope: null, fetchedFrom: null, ...rest }, among)?.id ?? null

describe('a message of a list', () => {
  test('is known by any one of its headers alone', async () => {
    const whole = sympaMail()
    for (const name of ['List-Id', 'List-Post', 'X-Loop', 'Sender', 'Errors-To', 'Return-Path']) {
      // An address to leave by is on many mails; it makes the others worth a look.
      const draft = without(whole, ...headerNames(whole).filter(one => /^(List-|X-|Sender|Errors-To|Return-Path|Archived-At)/.test(one) && one !== name && one !== 'List-Unsubscribe'))
      expect([name, await found(draft)]).toEqual([name, 1])
    }
  })

  test('is known without any one of them', async () => {
    for (const name of headerNames(sympaMail())) expect([name, await found(without(sympaMail(), name))]).toEqual([name, 1])
    for (const name of headerNames(mailmanMail(2))) expect([name, await found(without(mailmanMail(2), name), {}, [listSource({ address: 'shapes@lists.asso.example', listId: null })])]).toEqual([name, 1])
  })

  test.each<[string, Draft, Partial<Coming>, number | null]>([
    ['by the address of ours that only it comes to, before its List-Id', sympaMail({ headers: { 'List-Id': '<tech.lists.coop.example>', 'Delivered-To': 'liste-entraide@coop.example' } }), {}, 1],
    ['by the envelope', without(sympaMail(), 'List-Id', 'List-Post', 'X-Loop', 'Sender', 'Errors-To', 'Return-Path'), { envelope: { from: null, to: ['Liste-Entraide@coop.example'] } }, 1],
    ['by where it was sent from', forumMail({ headers: { 'List-Unsubscribe': '<https://x.example>' } }), { envelope: { from: 'bounce+support==coop.example==entraide@lists.coop.example', to: [] } }, 1],
    ['of two that could be meant, the List-Id counts before other names', sympaMail({ headers: { 'List-Id': '<tech.lists.coop.example>' } }), {}, 3],
    ['never by its subject', forumMail({ from: 'Camille <camille@free.example>', subject: '[entraide] Certificat', text: 'x' }), {}, null],
    ['not by where else it went: a copy that came directly', forumMail({ from: 'Camille <camille@free.example>', headers: { To: 'entraide@lists.coop.example', Cc: 'support@coop.example' } }), {}, null],
    ['not when a person writes to the address that only the list should know', forumMail({ from: 'Camille <camille@free.example>', headers: { 'Delivered-To': 'liste-entraide@coop.example' } }), {}, null],
    ['not when it is inside a message that somebody forwards', {
      headers: [['From', 'Camille <camille@free.example>'], ['To', 'support@coop.example'], ['Subject', 'Tr: Certificat'], ['MIME-Version', '1.0'], ['Content-Type', 'multipart/mixed; boundary="f"']],
      body: '--f\nContent-Type: text/plain\n\nVoir.\n--f\nContent-Type: message/rfc822\n\nList-Id: <entraide.lists.coop.example>\nX-Loop: entraide@lists.coop.example\nFrom: Zoé <zoe@asso.example>\n\nBonjour\n--f--\n',
    }, {}, null],
    ['not of a list that has a longer name', sympaMail({ headers: { 'List-Id': '<entraide.lists.coop.example.evil.example>', 'List-Post': '<mailto:xentraide@lists.coop.example>', 'X-Loop': 'x', 'Sender': 'x-request@lists.coop.example', 'Errors-To': 'x-owner@lists.coop.example', 'Return-Path': '<bounce+a==b.example==x@lists.coop.example>' } }), {}, null],
  ])('%s', async (...[, draft, rest, id]) => expect(await found(draft, rest)).toBe(id))

  test('of a list that nobody follows any more it is mail, unless we have fetched it there', async () => {
    expect(await found(sympaMail(), {}, [{ ...list, active: false }])).toBeNull()
    expect(await found(sympaMail(), { fetchedFrom: 1 }, [{ ...list, active: false }])).toBe(1)
  })
})

describe('a message of a forum', () => {
  test('is known without any one header', async () => {
    for (const name of headerNames(discourseMail('discourse/post/P'))) expect([name, await found(without(discourseMail('discourse/post/P'), name))]).toEqual([name, 2])
  })

  test.each<[string, Draft, Partial<Coming>, number | null]>([
    ['each category has a List-Id of its own', changed(discourseMail('topic/T/P', { from: 'x@y.example' }), { 'List-ID': '<cat.parent.forum.coop.example>', 'List-Archive': '' }), {}, 2],
    ['by the page of its topic', without(discourseMail('topic/T/P', { from: 'x@y.example' }), 'List-ID'), {}, 2],
    ['by its address', forumMail({ from: 'forum@asso.example' }), {}, 4],
    ['by the place that phpBB names', forumMail({ from: 'x@y.example', headers: { 'X-phpBB-Origin': 'phpbb://asso.example/forum' } }), {}, 4],
    ['a host that looks like it is another', changed(discourseMail('topic/T/P', { from: 'x@evil.example' }), { 'List-ID': '<forum.coop.example.evil.example>', 'List-Archive': 'https://evil-forum.coop.example.evil.example/t/x/1' }), {}, null],
    ['people have mailboxes where the forum has its own', forumMail({ from: 'Zoé <zoe@asso.example>' }), {}, null],
    ['by where we fetched it', forumMail({ from: 'x@y.example' }), { fetchedFrom: 4 }, 4],
    ['nowhere when that is gone', sympaMail(), { fetchedFrom: 99 }, null],
  ])('%s', async (...[, draft, rest, id]) => expect(await found(draft, rest)).toBe(id))
})

describe('what the server of a list has to say', () => {
  test.each<[string, Draft, number | null]>([
    ['to a command', forumMail({ from: 'SYMPA <sympa@lists.coop.example>', subject: 'Résultats de vos commandes', text: 'Commande : review' }), 1],
    ['of the one of its lists that it names', forumMail({ from: 'SYMPA <sympa@lists.coop.example>', subject: 'AUTH 2f3a', text: 'subscribe tech' }), 3],
    ['in the name of a list', forumMail({ from: 'tech-request@lists.coop.example', text: 'Bienvenue' }), 3],
    ['as its keeper, when a machine does', forumMail({ from: 'listmaster@lists.coop.example', headers: { Precedence: 'bulk' }, text: 'Erreur' }), 1],
    ['as its keeper, when that is a person', forumMail({ from: 'Zoé <listmaster@lists.coop.example>', text: 'Pouvez-vous m\'appeler ?' }), null],
    ['another server', forumMail({ from: 'sympa@lists.other.example', text: 'x' }), null],
  ])('%s', async (_what, draft, id) => {
    expect(await found(draft)).toBe(id)
    const source = sources.find(one => one.id === id)
    if (source) expect(postIn(await understood(draft), source, { isOurs: false }).service).toBe('list-service')
  })
})
