import { limits } from './limits.ts'

/** All Message-IDs in some header values, each with its brackets, in order, once. Tolerates comments, junk, missing blanks and ids cut by folding. */
export function readMessageIds(values: readonly string[]): string[] {
  const ids = new Set<string>()
  for (const value of values) {
    const bracketed = [...value.matchAll(/<([^<>]{1,1000})>/g)].map(match => match[1] ?? '')
    for (const id of bracketed.length > 0 ? bracketed : value.split(/[\s,;]+/).filter(isBareId)) add(ids, id)
  }
  return capped([...ids])
}

/** The one Message-ID of a message, or null. A value without brackets gets them; blanks inside, made by folding, are taken out. */
export function readMessageId(values: readonly string[]): string | null {
  const [id] = readMessageIds(values)
  if (id) return id
  const word = values.flatMap(value => value.trim().split(/\s+/)).find(value => value !== '')
  const bare = word?.replace(/[<>\u0000-\u001f]/g, '')
  return bare && bare.length <= limits.messageIdCharacters ? `<${bare}>` : null
}

function add(ids: Set<string>, id: string) {
  const bare = id.replace(/[\s\u0000-\u001f]+/g, '').toWellFormed()
  if (bare !== '' && bare.length <= limits.messageIdCharacters) ids.add(`<${bare}>`)
}

const isBareId = (word: string) => /^[^\s<>()"@]{1,250}@[^\s<>()"@]{1,250}$/.test(word)

/** The root and the nearest tell most about a thread. */
function capped(ids: string[]): string[] {
  if (ids.length <= limits.references) return ids
  return [...ids.slice(0, 1), ...ids.slice(1 - limits.references)]
}
