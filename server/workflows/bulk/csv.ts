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

/** The lines of a CSV text (RFC 4180), with whichever delimiter and ends of lines; empty lines are left out. */
export function csvRows(written: string): CsvRow[] | CsvProblem {
  const text = written.replace(/^\uFEFF/, '')
  const cell = cellOf(delimiterOf(text))
  const rows: CsvRow[] = []
  let [line, begins, cells]: [number, number, string[]] = [1, 1, []]
  while (cell.lastIndex < text.length || cells.length > 0) {
    const from = cell.lastIndex
    const found = cell.exec(text)
    if (!found) return { line: begins, problem: /^"[^"]*(?:""[^"]*)*$/.test(text.slice(from)) ? 'open-quote' : 'after-quote' }
    const [whole, quoted, bare = '', end = ''] = found
    cells.push(quoted === undefined ? bare.trim() : quoted.replaceAll('""', '"'))
    line += whole.replaceAll('\r\n', '\n').split(/[\r\n]/).length - 1
    if (end !== '' && !/[\r\n]/.test(end)) {
      // A delimiter at the very end has an empty cell after it.
      if (cell.lastIndex < text.length) continue
      cells.push('')
    }
    if (cells.some(one => one !== '')) rows.push({ line: begins, cells })
    cells = []
    begins = line
  }
  return rows
}
