const PREFIX = /^(?:re|ré|rép|réf|aw|antw|sv|tr|fw|fwd|wg|rv|res|i)\s*(?:\[\d{1,3}\])?\s*[:：]\s*/iu
const TAG = /^\[([^[\]]{1,80})\]\s*/u

/** What a subject says, in its pieces: the words in square brackets before the title, without "Re:" and its like. */
export function piecesOf(subject: string): { tags: string[], title: string } {
  const tags: string[] = []
  let rest = subject.trim()
  for (;;) {
    const tag = TAG.exec(rest)
    const prefix = PREFIX.exec(rest)
    if (!tag && !prefix) return { tags, title: rest }
    if (tag) tags.push(tag[1]?.trim() ?? '')
    rest = rest.slice((tag ?? prefix)?.[0].length)
  }
}

/** The title, with those of the words in brackets that are its author's. Never empty when the subject is not. */
export function titleWith(subject: string, isOurs: (tag: string, at: number) => boolean): string {
  const { tags, title } = piecesOf(subject)
  const kept = tags.filter((tag, at) => !isOurs(tag, at)).map(tag => `[${tag}]`)
  return [...title === '' ? [] : kept, title].join(' ').trim() || subject.trim()
}

/** Letters and digits only, without accents: "[Entraide-Web 412]" and "entraide_web" begin alike. */
export const bare = (words: string) => words.normalize('NFKD').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

const SHORTEST = 3

/** Whether words in brackets are a name of the list: as it is, cut, or with the number of the message. */
export function isTagOf(tag: string, names: readonly (string | null)[]): boolean {
  const said = bare(tag.replace(/[\s#:.-]*\d+$/u, '')) || bare(tag)
  return names.some((name) => {
    const known = bare(name ?? '')
    return known !== '' && (known === said || (Math.min(known.length, said.length) >= SHORTEST && (known.startsWith(said) || said.startsWith(known))))
  })
}

/** The title as it is, without "Re:" and its like. */
export const unprefixed = (subject: string) => titleWith(subject, () => false)
