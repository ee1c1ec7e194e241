import { isBlank, isQuoted } from './quote-marks.ts'

const RULE = /^\s*(_{3,}|-{3,}|-- ?|—|\*{3,}|={5,})\s*$/
/** What groups draw above their footer, and nobody else does. */
const GROUP_RULE = /^\s*(_\._,_\._,_|__,_\._,___)\s*$/
const FOOTER = /mailing list|liste de (diffusion|discussion)|d[ée]sabonn|d[ée]sinscri|unsubscribe|listinfo|sympa|voir le sujet|visit topic|r[ée]pondre [àa] ce courriel|reply to this email|you received this message because|vous recevez ce message|view it on github|google groups/i
const ADDRESS = /@|https?:|www\.|\]\(/
const EARLIER_POSTS = /^\s*\*{0,2}(r[ée]ponses pr[ée]c[ée]dentes|previous replies)\*{0,2}\s*$/i
const HEIGHT = 24

/** A line that tells how to leave a list, or where to read it. */
export const isFooterWord = (line: string) => FOOTER.test(line)

/** How many of the lines are left without the posts before that a forum adds under a message. */
export function earlierPostsStart(lines: readonly string[]): number {
  const start = lines.findIndex((line, at) => RULE.test(line) && EARLIER_POSTS.test(lines.slice(at + 1, at + 4).find(next => !isBlank(next)) ?? ''))
  return start <= 0 ? lines.length : start
}

/** Where the list's or the forum's own words begin that the lines end with (how to leave it, where to read it); `end` when there are none. In a mail that came by no list they also have an address. */
export function listFooterStart(lines: readonly string[], end: number, isList: boolean): number {
  let found = end
  for (let at = end - 1; at >= 0 && end - at <= HEIGHT && !isQuoted(lines[at] ?? ''); at--) {
    if (GROUP_RULE.test(lines[at] ?? '') || (RULE.test(lines[at] ?? '') && isFooter(lines.slice(at + 1, end), isList))) found = at
  }
  return found
}

function isFooter(rest: readonly string[], isList: boolean): boolean {
  const words = rest.filter(line => !isBlank(line) && !RULE.test(line))
  if (words.length > 10 || words.some(line => /\p{L}\s*\?\s*$/u.test(line))) return false
  return words.some(isFooterWord) && (isList || words.some(line => ADDRESS.test(line)))
}
