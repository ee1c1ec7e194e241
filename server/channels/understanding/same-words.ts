const bare = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '')

/** So much must agree below the place where two forms of a message are cut. */
const PROOF = 20

/**
 * The beginning of a text that says the same as the beginning of its other form, when that form goes on with the same words too;
 * undefined when the two differ. Only letters and digits count: the forms have other blanks, marks and addresses.
 */
export function sameBeginning(text: string, other: { whole: string, beginning: string }): string | undefined {
  const [beginning, whole] = [bare(other.beginning), bare(other.whole)]
  if (beginning === '' || beginning.length === whole.length || !whole.startsWith(beginning)) return undefined
  const following = whole.slice(beginning.length, beginning.length + PROOF)
  const lines = text.split('\n')
  let said = 0
  for (const [at, line] of lines.entries()) {
    const words = bare(line)
    if (!beginning.startsWith(words, said)) return undefined
    said += words.length
    if (said === beginning.length) return bare(lines.slice(at + 1).join('\n').slice(0, 2000)).startsWith(following) ? lines.slice(0, at + 1).join('\n').trim() : undefined
  }
  return undefined
}

/** Whether two forms of what may be one message say the same, blanks and marks apart. */
export const saysTheSame = (one: string | undefined, other: string): boolean => one !== undefined && bare(one) === bare(other)
