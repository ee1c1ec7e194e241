import type { Removal } from './removing.ts'

/** What a column holds: plain text, one that may have been cut at its end, HTML, or JSON with any of them in it. */
export type ColumnKind = 'text' | 'cut' | 'html' | 'json'

/** A row as it is stored. */
export type StoredRow = Readonly<Record<string, unknown>>

/** The columns of a row that change, and how many passages were taken out of them. */
export type RedactedRow = { changes: Record<string, string>, passages: number }

/** Takes the words out of those columns of a row. */
export function redactedRow(row: StoredRow, columns: Readonly<Record<string, ColumnKind>>, removal: Removal): RedactedRow {
  const changes: Record<string, string> = {}
  let passages = 0
  for (const [column, kind] of Object.entries(columns)) {
    const before = row[column]
    if (typeof before !== 'string') continue
    const after = redactedText(before, kind, removal)
    if (after.text !== before) changes[column] = after.text
    passages += after.passages
  }
  return { changes, passages }
}

function redactedText(before: string, kind: ColumnKind, removal: Removal): { text: string, passages: number } {
  if (kind === 'json') return redactedJson(before, removal)
  const { text, passages } = removal.without(before, kind === 'html' ? 'html' : 'text')
  return { passages, text: kind === 'cut' && isCut(before) ? removal.withoutBeginning(text) : text }
}

const SHORTEST_CUT = 300
const isCut = (text: string) => text.endsWith('…') || text.length >= SHORTEST_CUT

// What a message is found and answered by.
const KEPT = new Set(['address', 'sha256', 'messageId', 'inReplyTo', 'references', 'replyTo', 'contentType', 'kind', 'remote'])

function redactedJson(before: string, removal: Removal): { text: string, passages: number } {
  let passages = 0
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') {
      const found = removal.without(value, key === 'html' ? 'html' : 'text')
      passages += found.passages
      return found.text
    }
    if (Array.isArray(value)) return value.map(one => walk(one, key))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, KEPT.has(name) ? one : walk(one, name)]))
  }
  const after = walk(JSON.parse(before), '')
  return { text: passages > 0 ? JSON.stringify(after) : before, passages }
}
