import { carried } from '../carried.ts'
import type { ParsedMail } from '../../understanding/message.ts'
import { forumByLinks } from './by-links.ts'

/** Flarum. */
export const flarum = forumByLinks({
  name: 'flarum',
  isMadeBy: mail => /flarum/i.test(carried(mail, 'x-mailer') ?? '') || /\/notifications\/unsubscribe|\/unsubscribe\/[^>\s]*type=newpost/i.test(carried(mail, 'list-unsubscribe') ?? '') || isNotification(mail),
  topic: /\/d\/(\d{1,12})(?:[-/?#]|$)/,
  post: /\/d\/(\d{1,12})(?:-[^/?#]{0,200})?\/(\d{1,9})(?:[?#]|$)/,
  author: [/^\s*(\S[^\n]{0,59}?) (?:made a post|posted|replied|mentioned|started)\b/mi, /^\s*(\S[^\n]{0,59}?) (?:a (?:publié|posté|répondu|écrit|mentionné|lancé))(?!\p{L})/miu],
  title: [/^\[[^\]]{1,80}\]\s*(.{1,300})$/u],
  words: [/^-{3,}[ \t]*$/m, /^-{3,}[ \t]*$/m],
})

/** It has no header that only it writes: the form of its addresses and of its subjects must do. */
function isNotification(mail: ParsedMail): boolean {
  return carried(mail, 'list-unsubscribe') !== null && mail.listId === null && /^\[[^\]]{1,80}\]\s/.test(mail.subject) && /https?:\/\/[^\s/]{1,250}\/d\/\d{1,12}-[\w-]{1,200}\/\d{1,9}\b/.test(mail.text.slice(0, 20_000))
}
