import { problemsLeft } from './noticed.ts'
import type { Removal } from './removing.ts'
import { redactedRow, type ColumnKind, type RedactedRow, type StoredRow } from './rows.ts'

/** A row with what changes of it. */
export type ChangedRow = RedactedRow & { id: number, row: StoredRow }

/** Those of the rows that change. */
export function changedRows(rows: readonly (StoredRow & { id: number })[], columns: Readonly<Record<string, ColumnKind>>, removal: Removal): ChangedRow[] {
  return rows.map(row => ({ id: row.id, row, ...redactedRow(row, columns, removal) })).filter(({ changes }) => Object.keys(changes).length > 0)
}

/** How many passages of a message a reader sees: its text and its HTML say the same. */
export function passagesOf({ row, changes }: ChangedRow, removal: Removal): number {
  const count = (column: string, medium: 'text' | 'html') => column in changes && typeof row[column] === 'string' ? removal.without(row[column], medium).passages : 0
  return count('subject', 'text') + Math.max(count('text', 'text'), count('html', 'html'))
}

/** What is said to be odd about a message, once its words have changed. */
export function problemsAfter({ row, changes }: Pick<ChangedRow, 'row' | 'changes'>): string | null {
  const { problems, subject, text } = { ...row, ...changes } as Record<string, unknown>
  if (typeof problems !== 'string') return null
  return JSON.stringify(problemsLeft(JSON.parse(problems) as string[], [String(subject), String(text)]))
}

/** A draft without those files. */
export function withoutUploads(content: string, uploadIds: readonly number[]): string {
  const draft = JSON.parse(content) as { uploads?: { id: number }[] }
  return JSON.stringify({ ...draft, uploads: (draft.uploads ?? []).filter(({ id }) => !uploadIds.includes(id)) })
}
