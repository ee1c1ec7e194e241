/** One line of a table: the number of the line that it begins on, and its cells. */
export type CsvRow = { line: number, cells: readonly string[] }

/** Why a text is no table. */
export type CsvProblem = { line: number, problem: 'open-quote' | 'after-quote' }

// A cell is quoted, with "" for a quote inside, or bare; what follows it ends it.
const cellOf = (delimiter: string) => new RegExp(`(?:"([^"]*(?:""[^"]*)*)"|((?!")[^${delimiter}\r\n]*))(${delimiter}|\r\n|\n|\r|$)`, 'y')

/** Of comma and semicolon, what the first line has more of outside quotes: French spreadsheets write semicolons. */
function delimiterOf(text: string): string {
  const [first = ''] = text.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/)
  return first.split(';').length > first.split(',').length ? ';' : ','
}

/** Why no cell can be read there: its quote is never closed, or something stands behind it. */
const problemOf = (rest: string): CsvProblem['problem'] => /^"[^"]*(?:""[^"]*)*$/.test(rest) ? 'open-quote' : 'after-quote'

/** The lines of a CSV text (RFC 4180), with whichever delimiter and ends of lines; empty lines are left out. */
export function csvRows(written: string): CsvRow[] | CsvProblem {
  const text = written.replace(/^\uFEFF/, '')
  const cell = cellOf(delimiterOf(text))
  const rows: CsvRow[] = []
  let [line, row] = [1, { line: 1, cells: [] as string[] }]
  while (cell.lastIndex < text.length) {
    const from = cell.lastIndex
    const found = cell.exec(text)
    if (!found) return { line: row.line, problem: problemOf(text.slice(from)) }
    const [whole, quoted, bare = '', end = ''] = found
    row.cells.push(quoted === undefined ? bare.trim() : quoted.replaceAll('""', '"'))
    line += whole.replaceAll('\r\n', '\n').split(/[\r\n]/).length - 1
    const isDelimited = end !== '' && !/[\r\n]/.test(end)
    if (isDelimited && cell.lastIndex < text.length) continue
    // A delimiter at the very end has an empty cell after it.
    rows.push(isDelimited ? { ...row, cells: [...row.cells, ''] } : row)
    row = { line, cells: [] }
  }
  return rows.filter(({ cells }) => cells.some(one => one !== ''))
}
