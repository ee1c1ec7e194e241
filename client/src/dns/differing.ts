/** A part of a text, and whether the other text has it not. */
export type Part = { text: string, differs: boolean }

/** A value of a zone in parts, compared with the one on the other side: texts of many words by words, others by signs. */
export function differing(text: string, other: string | undefined): Part[] {
  if (other === undefined) return [{ text, differs: true }]
  if (text.includes(' ') && other.includes(' ')) return byWords(words(text), words(other))
  return bySigns(text, other)
}

const words = (text: string) => text.split(/(?<= )/u)
const joined = (parts: Part[]) => parts.filter(({ text }) => text !== '').reduce<Part[]>((all, part) => {
  const last = all.at(-1)
  return last?.differs === part.differs ? [...all.slice(0, -1), { ...last, text: last.text + part.text }] : [...all, part]
}, [])

function bySigns(text: string, other: string): Part[] {
  const shorter = Math.min(text.length, other.length)
  let [before, after] = [0, 0]
  while (before < shorter && text[before] === other[before]) before++
  while (after < shorter - before && text.at(-1 - after) === other.at(-1 - after)) after++
  return joined([
    { text: text.slice(0, before), differs: false },
    { text: text.slice(before, text.length - after), differs: true },
    { text: text.slice(text.length - after), differs: false },
  ])
}

// Longer lists of words than any SPF has are marked as a whole, before the table grows large.
const MOST_WORDS = 300

function byWords(text: string[], other: string[]): Part[] {
  if (text.length > MOST_WORDS || other.length > MOST_WORDS) return bySigns(text.join(''), other.join(''))
  const same = (i: number, j: number) => text[i]?.trimEnd() === other[j]?.trimEnd()
  const longest = Array.from({ length: text.length + 1 }, () => new Array<number>(other.length + 1).fill(0))
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0
  for (let i = text.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) longest[i]![j] = same(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  }
  const parts: Part[] = []
  let j = 0
  text.forEach((word, i) => {
    // What only the other has is passed over, as long as that loses nothing.
    while (j < other.length && !same(i, j) && at(i, j + 1) === at(i, j)) j++
    const kept = j < other.length && same(i, j)
    if (kept) j++
    parts.push({ text: word, differs: !kept })
  })
  return joined(parts)
}

/** Each value of one side with the one it is compared with: those that both sides have are the same, the others in their order. */
export function paired(values: readonly string[], others: readonly string[]): { value: string, parts: Part[] }[] {
  const lonely = others.filter(other => !values.includes(other))
  return values.map((value) => {
    const parts = others.includes(value) ? [{ text: value, differs: false }] : differing(value, lonely.shift())
    return { value, parts }
  })
}
