/** Programs wrap at 72 to 80 columns: what is shorter was broken by its writer. */
const WRAPS_AT = 72
const ENDED = /[.!?:;…]["'»”)\]]*\s*$/
/** "(https://example.org/a)", or what is left of an address that the line above began. */
const LINK = /^\s*\(https?:\S+\)\s*>?\s*$/
const LINK_END = /^\s{0,3}\S{1,300}\)\s*$/
const OPEN_LINK = /\(https?:[^\s)]*$/

/**
 * The same lines with a mark before those that a program wrapped off a quoted line without marking them: between two marked lines and without
 * a blank one, the end of a sentence that was too long, or of an address. An answer written there begins anew.
 */
export function withWrapsMarked(lines: readonly string[]): readonly string[] {
  let marked: string[] | undefined
  for (let at = 1; at < lines.length - 1; at++) {
    if (!isMarked(lines[at - 1]) || isMarked(lines[at]) || !isMarked(lines[at + 1])) continue
    if (!isWrap(lines[at - 1] ?? '', lines[at] ?? '')) continue
    marked ??= [...lines]
    marked[at] = `> ${lines[at]}`
  }
  return marked ?? lines
}

const isMarked = (line = '') => line.startsWith('>')

function isWrap(above: string, line: string): boolean {
  if (line.length > 400 || above.length > 2000) return false
  if (LINK.test(line) || (OPEN_LINK.test(above) && LINK_END.test(line))) return true
  const [first = ''] = line.split(' ', 1)
  return /^\p{Ll}/u.test(line) && above.length + first.length >= WRAPS_AT && !ENDED.test(above)
}
