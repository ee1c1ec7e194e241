import { expect, test } from 'vitest'
import { ENTRANCE } from '../../testing/deciding.ts'
import { changed, listSource, sympaMail, understood, type Draft } from '../../testing/posts.ts'
import { readPosts } from './posts.ts'

const OURS = 'Support <support@coop.example>'
const REWRITTEN = changed(sympaMail({ from: 'Support (via entraide) <entraide@lists.coop.example>' }), { 'X-Original-From': OURS })
const LISTED = 'spf=pass smtp.mailfrom=entraide-owner@lists.coop.example'

test.each<[string, Draft, string, boolean]>([
  ['it bears our signature', sympaMail({ from: OURS }), `${LISTED}; dkim=pass header.d=coop.example; dmarc=pass header.from=coop.example`, true],
  ['our signature is broken', sympaMail({ from: OURS }), `${LISTED}; dkim=fail header.d=coop.example; dmarc=fail header.from=coop.example`, false],
  ['the domain of the list lies below ours, and is all that is proved', sympaMail({ from: OURS }), `${LISTED}; dkim=pass header.d=lists.coop.example; dmarc=pass header.from=coop.example`, false],
  ['that the list is proved says nothing of whom it speaks for', REWRITTEN, `${LISTED}; dkim=pass header.d=coop.example; dmarc=pass header.from=lists.coop.example`, false],
  ['somebody else', sympaMail(), `${LISTED}; dkim=pass header.d=coop.example`, false],
])('whether a post under our address is ours: %s', async (...[, draft, results, isOwn]) => {
  const mail = await understood({ ...draft, headers: [['Authentication-Results', `mx.coop.example; ${results}`], ...draft.headers] })
  const arrived = { place: { source: 'imap', mailboxId: 1, uidValidity: '1', uid: 1 }, envelope: null, sha256: 'raw', size: 1, deliveredAt: 1, understood: { mail } } as const
  expect(readPosts([arrived], [listSource()], [ENTRANCE]).get(arrived)).toMatchObject({ post: { isOwn } })
})
