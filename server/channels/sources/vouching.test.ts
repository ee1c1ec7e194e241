import { expect, test } from 'vitest'
import { changed, discourseMail, forumSource, listSource, sympaMail, understood, type Draft } from '../../testing/posts.ts'
import type { Source } from './source.ts'
import { vouchingOf, type Vouched } from './vouching.ts'

const SERVER = 'mx.coop.example'
const rewritten = sympaMail({ from: 'Camille (via entraide) <entraide@lists.coop.example>' })
const shared = listSource({ address: 'entraide@coop.example', listId: 'entraide.coop.example' })

/** Written by our own server, above all others. */
const with_ = (draft: Draft, results: string, server = SERVER): Draft => ({ ...draft, headers: [['Authentication-Results', `${server}; ${results}`], ...draft.headers] })

test.each<[string, Draft, string, Source, Vouched]>([
  ['a list by where it was sent from', sympaMail(), 'spf=pass smtp.mailfrom="bounce+support==coop.example==entraide@lists.coop.example"', listSource(), 'vouched'],
  ['a list by its owner\'s address', sympaMail(), 'spf=pass smtp.mailfrom=entraide-owner@lists.coop.example', listSource(), 'vouched'],
  ['a server that names the domain only', sympaMail(), 'spf=pass smtp.mailfrom=lists.coop.example', listSource(), 'vouched'],
  ['its server, which speaks for itself', changed(sympaMail(), { From: 'SYMPA <sympa@lists.coop.example>' }), 'spf=pass smtp.mailfrom=sympa-owner@lists.coop.example', listSource(), 'vouched'],
  ['a list by its signature', sympaMail(), 'dkim=fail header.d=free.example; dkim=pass header.d=lists.coop.example', listSource(), 'vouched'],
  ['a signature of a host below', sympaMail(), 'dkim=pass header.d=out.lists.coop.example', listSource(), 'vouched'],
  ['a list that stands in for its author', rewritten, 'dmarc=pass header.from=lists.coop.example', listSource(), 'vouched'],
  ['a forum', discourseMail('topic/T/P'), 'dmarc=pass header.from=forum.coop.example', forumSource(), 'vouched'],
  ['a forum that writes from another domain', discourseMail('topic/T/P', { from: 'x <notifications@mail.example>' }), 'dkim=pass header.d=mail.example', forumSource({ address: 'notifications@mail.example' }), 'vouched'],
  ['one who passed it on', sympaMail(), 'spf=fail smtp.mailfrom=entraide-owner@lists.coop.example; arc=pass arc.chain=free.example:lists.coop.example', listSource(), 'vouched'],

  ['the author\'s own server says nothing of the list', sympaMail(), 'dkim=pass header.d=free.example; spf=pass smtp.mailfrom=camille@free.example; dmarc=pass header.from=free.example', listSource(), 'unknown'],
  ['that the list broke the author\'s signature is no forgery', sympaMail(), 'dmarc=fail header.from=free.example', listSource(), 'unknown'],
  ['members have mailboxes above it', sympaMail({ from: 'Zoé <zoe@coop.example>' }), 'dmarc=pass header.from=coop.example; dkim=pass header.d=coop.example; spf=pass smtp.mailfrom=zoe@coop.example', listSource(), 'unknown'],
  ['and beside it', sympaMail({ from: 'Zoé <zoe@coop.example>' }), 'dmarc=pass header.from=coop.example; spf=pass smtp.mailfrom=zoe@coop.example', shared, 'unknown'],
  ['a domain that ends alike', sympaMail(), 'spf=pass smtp.mailfrom=entraide-owner@evil-lists.coop.example; dkim=pass header.d=xlists.coop.example', listSource(), 'unknown'],
  ['neither pass nor fail', sympaMail(), 'spf=softfail smtp.mailfrom=entraide-owner@lists.coop.example', listSource(), 'unknown'],
  ['nothing', sympaMail(), 'none', listSource(), 'unknown'],
  ['ARC that names nobody', sympaMail(), 'arc=pass', listSource(), 'unknown'],
  ['a source without any address', sympaMail(), 'dkim=pass header.d=lists.coop.example', listSource({ address: null }), 'unknown'],

  ['sent from elsewhere in the name of the list', sympaMail(), 'spf=fail smtp.mailfrom=entraide-owner@lists.coop.example', listSource(), 'failed'],
  ['a broken signature of the list', sympaMail(), 'dkim=fail header.d=lists.coop.example', listSource(), 'failed'],
  ['its own address forged', rewritten, 'dmarc=fail header.from=lists.coop.example; spf=pass smtp.mailfrom=entraide-owner@lists.coop.example', listSource(), 'failed'],
  ['a forum\'s address forged', discourseMail('topic/T/P'), 'dmarc=fail header.from=forum.coop.example', forumSource(), 'failed'],
])('%s', async (...[, draft, results, source, expected]) => expect(vouchingOf(await understood(with_(draft, results)), source, SERVER)).toBe(expected))

const PROVED = 'dkim=pass header.d=lists.coop.example'

test.each<[string, Draft, string | null]>([
  ['nobody has told the name of our server', with_(sympaMail(), PROVED), null],
  ['another server says so', with_(sympaMail(), PROVED, 'mx.evil.example'), SERVER],
  ['the sender says so, below our server', { ...changed(sympaMail(), {}), headers: [['Authentication-Results', `${SERVER}; dkim=none`], ['Received', 'from a by b'], ['Authentication-Results', `${SERVER}; ${PROVED}`], ...sympaMail().headers] }, SERVER],
])('unknown when %s', async (_what, draft, server) => expect(vouchingOf(await understood(draft), listSource(), server)).toBe('unknown'))
