import { carried } from '../carried.ts'
import { forumByLinks } from './by-links.ts'

/** NodeBB. */
export const nodebb = forumByLinks({
  name: 'nodebb',
  isMadeBy: mail => /nodebb/i.test(carried(mail, 'x-mailer') ?? '') || /^(?:notification|notif|digest|welcome|invitation|banned)[\w-]*\.\d{1,12}\./.test(mail.listId ?? ''),
  topic: /\/topic\/(\d{1,12})(?:[/?#]|$)/,
  post: /\/post\/(\d{1,12})(?:[/?#]|$)/,
  author: [/^[\s*_]*(\S[^\n]{0,59}?)[*_]{0,2} has (?:posted|replied|mentioned)\b/mi, /^[\s*_]*(\S[^\n]{0,59}?)[*_]{0,2} a (?:posté|publié|répondu|mentionné)(?!\p{L})/miu],
  title: [/:\s*["“«]\s*(.{1,300}?)\s*["”»]\s*$/u],
  words: [/^[^\n]{0,80} (?:has (?:posted|replied|mentioned)|a (?:posté|publié|répondu|mentionné))(?!\p{L})[^\n]{0,300}$/imu, /^[ \t]*(?:view (?:the )?(?:full )?topic|view online|read more|click here|voir (?:la discussion|le sujet)|cliquez ici|you (?:are receiv|receive)|vous recevez)/imu],
  service: mail => /^digest\./.test(mail.listId ?? '') ? 'digest' : /^(?:welcome|invitation|banned)[\w-]*\./.test(mail.listId ?? '') ? 'forum-service' : null,
})
