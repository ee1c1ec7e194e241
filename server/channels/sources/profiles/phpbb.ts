import { carried } from '../carried.ts'
import { forumByLinks } from './by-links.ts'

/** phpBB 3 and 4. It tells that somebody has written, not what. */
export const phpbb = forumByLinks({
  name: 'phpbb',
  isMadeBy: mail => carried(mail, 'x-phpbb-origin') !== null || /^phpbb/i.test(carried(mail, 'x-mailer') ?? ''),
  topic: /\/viewtopic\.php\?(?:[^#]*&)?t=(\d{1,12})/,
  post: /\/viewtopic\.php\?(?:[^#]*&)?p=(\d{1,12})/,
  author: [
    /\b(?:reply|post|topic|message)\b[^.\n"“]{0,60}\bby\s+["“]?([^"”\n.]{1,60}?)["”]?(?:\s+since\b|\s+in\b|[.,\n]|$)/i,
    /\b(?:réponse|message|sujet)\b[^.\n"«]{0,60}\b(?:de|par)\s+["«]?\s*([^"»\n.]{1,60}?)\s*["»]?(?:\s+depuis\b|\s+dans\b|[.,\n]|$)/iu,
  ],
  title: [/ - ["“«]\s*(.{1,300}?)\s*["”»]\s*$/u, /["“«]\s*(.{1,300}?)\s*["”»]/u],
  words: null,
})
