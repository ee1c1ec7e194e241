import { isBlank, isQuoted } from './quote-marks.ts'
import { announces, isContactCard, isName } from './signature.ts'

/** Longer than this it is what somebody tells. */
const HEIGHT = 9

/**
 * Where the last paragraph begins when it is a card without any line or formula above it: whose it is must be sure, as people also send the
 * addresses of others. It begins with the author's name, or with the one that is signed right above.
 */
export function cardStart(lines: readonly string[], end: number, author: string): number {
  const start = paragraphStart(lines, end)
  const first = (lines[start] ?? '').trim()
  if (end - start < 2 || end - start > HEIGHT || !isName(first)) return end
  const isTheirs = isSame(namesIn(first), namesIn(author)) || isSigned(first, lastWords(lines, start))
  return isTheirs && !announces(lines, start) && isContactCard(lines.slice(start, end)) ? start : end
}

/** `end` when it touches what is quoted above. */
function paragraphStart(lines: readonly string[], end: number): number {
  let start = end
  while (start > 0 && end - start <= HEIGHT && !isBlank(lines[start - 1]) && !isQuoted(lines[start - 1] ?? '')) start--
  return isBlank(lines[start - 1]) ? start : end
}

const namesIn = (line: string): readonly string[] => line.length > 80 ? [] : line.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().match(/\p{L}+/gu) ?? []

/** In whatever order, with a title or a second name. */
const isSame = (named: readonly string[], author: readonly string[]) => author.length >= 2 && author.every(name => named.includes(name)) && named.length <= author.length + 2

/** "LG, Eva", and below that "Mag. Eva Muster": one name, or both. */
function isSigned(named: string, above: string): boolean {
  const signed = above.replace(/^\p{L}{2,12}, /u, '').trim()
  return isName(signed) && namesIn(signed).length <= 3 && namesIn(named).length >= 2 && namesIn(signed).every(name => namesIn(named).includes(name))
}

function lastWords(lines: readonly string[], before: number): string {
  let at = before - 1
  while (at >= 0 && isBlank(lines[at])) at--
  return lines[at] ?? ''
}
