import { expect, test } from 'vitest'
import { ENTRANCE } from '../../testing/deciding.ts'
import { changed, listSource, sympaMail, understood, type Draft } from '../../testing/posts.ts'
import { readPosts } from './posts.ts'

const OURS = 'Support <support@coop.example>'
const REWRITTEN = changed(sympaMail({ from: 'Support (via entraide) <entraide@lists.coop.example>' }), { 'X-Original-From': OURS })
const LISTED = 'spf=pass smtp.mailfrom=entraide-owner@lists.coop.example'

test.each<[string, Draft, string, boolean]>([
  ['our server knows it', sympaMail({ from: OURS }), `${LISTED}; dmarc=pass header.from=coop.example`, true],
  ['what the list changed has lost its proof', sympaMail({ from: OURS }), `${LISTED}; dmarc=fail header.from=coop.example`, false],
  ['nothing is said of its author', sympaMail({ from: OURS }), LISTED, false],
  ['that the list is proved says nothing of whom it speaks for', REWRITTEN, `${LISTED}; dmarc=pass header.from=lists.coop.example`, false],
  ['somebody else', sympaMail(), `${LISTED}; dmarc=pass header.from=free.example`, false],
])('whether a post under our address is ours: %s', async (...[, draft, results, isOwn]) => {
  const mail = await understood({ ...draft, headers: [['Authentication-Results', `mx.coop.example; ${results}`], ...draft.headers] })
  const arrived = { place: { source: 'imap', mailboxId: 1, uidValidity: '1', uid: 1 }, envelope: null, sha256: 'raw', size: 1, deliveredAt: 1, understood: { mail } } as const
  expect(readPosts([arrived], [listSource()], [ENTRANCE]).get(arrived)).toMatchObject({ isForged: false, post: { isOwn } })
})
