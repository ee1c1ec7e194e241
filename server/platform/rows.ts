import type { Transaction } from './db.ts'

type Value = string | number | boolean | null
/** A row by its columns. */
export type Row = Record<string, Value>

const MAX_ROWS = 100
// Well under MariaDB's default max_allowed_packet of 16 MiB, with four bytes a character.
const MAX_CHARACTERS = 2_000_000

const lengthOf = (row: Row) => Object.values(row).reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 8), 0)

function* portions(rows: readonly Row[]): Generator<Row[]> {
  let portion: Row[] = []
  let length = 0
  for (const row of rows) {
    const more = lengthOf(row)
    if (portion.length === MAX_ROWS || (portion.length > 0 && length + more > MAX_CHARACTERS)) {
      yield portion
      portion = []
      length = 0
    }
    portion.push(row)
    length += more
  }
  if (portion.length > 0) yield portion
}

/** Inserts many rows with few statements; every row has the columns of the first. Knex writes one SELECT a row on SQLite, which stops at 500 and is slow to build. */
export async function insertRows(db: Transaction, table: string, rows: readonly Row[]) {
  const columns = Object.keys(rows[0] ?? {})
  const line = `(${columns.map(() => '?').join(',')})`
  for (const portion of portions(rows)) {
    const values = portion.flatMap(row => columns.map(column => row[column] ?? null))
    await db.raw(`insert into ?? (${columns.map(() => '??').join(',')}) values ${portion.map(() => line).join(',')}`, [table, ...columns, ...values])
  }
}

/** `values` in slices that fit into one `where … in (…)` on every engine. */
export function* slices<T>(values: readonly T[], size = 500): Generator<T[]> {
  for (let start = 0; start < values.length; start += size) yield values.slice(start, start + size)
}
