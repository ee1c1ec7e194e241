import { carried } from '../carried.ts'
import { forumByLinks } from './by-links.ts'

/** FluxBB, and PunBB before it. Some of its mails hold the message, between two drawn lines. */
export const fluxbb = forumByLinks({
  name: 'fluxbb',
  isMadeBy: mail => /^(?:fluxbb|punbb)\b/i.test(carried(mail, 'x-mailer') ?? ''),
  topic: /\/viewtopic\.php\?(?:[^#]*&)?(?:t?id)=(\d{1,12})/,
  post: /\/viewtopic\.php\?(?:[^#]*&)?pid=(\d{1,12})/,
  author: [/^\s*(\S[^\n]{0,59}?) has (?:replied|posted)\b/mi, /^\s*(\S[^\n]{0,59}?) a (?:répondu|posté|publié|lancé)(?!\p{L})/miu],
  title: [/:\s*["'“«]\s*(.{1,300}?)\s*["'”»]\s*$/u],
  words: [/^-{20,}[ \t]*$/m, /^-{20,}[ \t]*$/m],
})
