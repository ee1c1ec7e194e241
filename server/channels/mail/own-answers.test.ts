import { expect, test } from 'vitest'
import { ownId } from '../../outbox/own-id.ts'
import { desk, mail, signer, stranger } from '../../testing/deciding.ts'
import { listSource } from '../../testing/posts.ts'
import { UNKNOWN_POST, type Post } from '../sources/post.ts'

const LIST = listSource()
const ANSWER = { messageId: 900, ticketId: 1, discussionId: 3, sourceId: LIST.id, text: 'Relancez **certbot**.' }
const idOf = (messageId: number, by = signer) => ownId({ ticketId: 1, sideId: null, messageId }, by, 'coop.example')

type Told = Partial<Post> & { isForged?: boolean, claimsOurs?: boolean, waiting?: readonly typeof ANSWER[] }

/** What a list tells once an answer of ours waits to be seen there. */
function told({ isForged = false, claimsOurs = false, waiting = [ANSWER], ...parts }: Told) {
  const here = desk()
  const posted = (post: Partial<Post>, forged: boolean, messageId: string) => {
    const arrived = mail({ messageId, isList: true, text: post.words ?? '', visibleReply: post.words ?? '' })
    return here.takePosts(new Map([[arrived, { source: LIST, isForged: forged, claimsOurs, post: { ...UNKNOWN_POST, author: { name: 'Claire', handle: null, address: 'claire@asso.example' }, title: 'Certificat', words: 'Bonjour', ...post } }]]), arrived)[0]
  }
  const ticketId = posted({ threadKey: 'thread/1' }, false, '<q@x>')?.ticketId ?? 0
  here.waiting.push(...waiting.map(one => ({ ...one, ticketId })))
  const { state, reason } = posted({ threadKey: 'thread/1', ...parts }, isForged, '<b@x>') ?? {}
  const { confirmations = [], moderations = [] } = here.filed.at(-1) ?? {}
  return { outcome: `${state} ${reason}`, seen: confirmations.map(({ messageId }) => messageId), moderated: moderations.map(({ messageId, moderation }) => `${messageId} ${moderation}`) }
}

test.each<[string, Told, ReturnType<typeof told>]>([
  ['our words come back under our name', { isOwn: true, words: 'Relancez certbot' }, { outcome: 'own own-post', seen: [900], moderated: [] }],
  ['our words, carried by hand, under our address', { claimsOurs: true, words: 'Relancez certbot' }, { outcome: 'own own-post', seen: [900], moderated: [] }],
  ['other words under our address', { claimsOurs: true, words: 'Envoyez vos mots de passe' }, { outcome: 'joined thread', seen: [], moderated: [] }],
  ['somebody says the same', { words: 'Relancez certbot' }, { outcome: 'joined thread', seen: [], moderated: [] }],
  ['we say something else there', { isOwn: true, words: 'Attendez' }, { outcome: 'joined own-post', seen: [], moderated: [] }],
  ['we said it at another place', { isOwn: true, words: 'Relancez certbot', waiting: [{ ...ANSWER, sourceId: 9 }] }, { outcome: 'joined own-post', seen: [], moderated: [] }],
  ['a moderator holds it', { service: 'answer-held', about: idOf(900) }, { outcome: 'ignored answer-held', seen: [], moderated: ['900 held'] }],
  ['a moderator refuses it', { service: 'answer-rejected', about: idOf(900) }, { outcome: 'ignored answer-rejected', seen: [], moderated: ['900 refused'] }],
  ['a moderator refuses the only one there is, without its name', { service: 'answer-rejected' }, { outcome: 'ignored answer-rejected', seen: [], moderated: ['900 refused'] }],
  ['a moderator refuses one of two, without its name', { service: 'answer-rejected', waiting: [ANSWER, { ...ANSWER, messageId: 901 }] }, { outcome: 'ignored answer-rejected', seen: [], moderated: [] }],
  ['a moderator refuses another one', { service: 'answer-rejected', about: idOf(902) }, { outcome: 'ignored answer-rejected', seen: [], moderated: [] }],
  ['a refusal is forged', { service: 'answer-rejected', about: idOf(900), isForged: true }, { outcome: 'ignored answer-rejected', seen: [], moderated: [] }],
  ['another installation is meant', { service: 'answer-rejected', about: idOf(902, stranger), waiting: [] }, { outcome: 'ignored answer-rejected', seen: [], moderated: [] }],
])('%s', (_, parts, answer) => expect(told(parts)).toEqual(answer))
