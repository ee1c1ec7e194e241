import { isBlank } from './quote-marks.ts'

const RULE = /^\s*(_{3,}|-{3,}|-- ?|\*{3,})\s*$/
const FOOTER = /mailing list|liste de (diffusion|discussion)|d[ée]sabonn|d[ée]sinscri|unsubscribe|listinfo|sympa|voir le sujet|visit topic|r[ée]pondre [àa] ce courriel|reply to this email/i
const EARLIER_POSTS = /^\s*\*{0,2}(r[ée]ponses pr[ée]c[ée]dentes|previous replies)\*{0,2}\s*$/i

/** The lines without what the list or the forum adds under a message: how to leave it, where to read it, the posts before. */
export function withoutListFooter(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex((line, at) => RULE.test(line) && isFooter(lines.slice(at + 1)))
  return start <= 0 || lines.slice(0, start).every(isBlank) ? lines : lines.slice(0, start)
}

function isFooter(rest: readonly string[]): boolean {
  const words = rest.slice(0, 400).filter(line => !isBlank(line) && !RULE.test(line))
  if (EARLIER_POSTS.test(words[0] ?? '')) return true
  return words.length <= 10 && rest.length <= 400 && words.some(line => FOOTER.test(line))
}
