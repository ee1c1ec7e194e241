import { forumByLinks } from './by-links.ts'

const LINK = '(?:post link|lien (?:de l[’\']article|du message|de la réponse|vers le message))'

/** bbPress, a forum in WordPress. It has no header of its own: it is known by the frame of its text. */
export const bbpress = forumByLinks({
  name: 'bbpress',
  isMadeBy: ({ text }) => /^[^\n]{1,80} (?:wrote|a écrit)\s*:/iu.test(text.slice(0, 400).trimStart()) && new RegExp(`\\n\\s*${LINK}\\s*:\\s*https?:`, 'iu').test(text.slice(0, 200_000)),
  topic: /\/(?:topics?|sujets?)\/([^/?#]{1,150})/,
  post: /#post-(\d{1,12})/,
  author: [/^\s*([^\n]{1,80}?) (?:wrote|a écrit)\s*:/iu],
  title: [/^\[[^\]]{1,80}\]\s*(.{1,300})$/u],
  words: [/^\s*[^\n]{1,80} (?:wrote|a écrit)\s*:[ \t]*\n/iu, new RegExp(`^[ \\t]*(?:${LINK}\\s*:|-{9,})`, 'imu')],
})
