/** What a program for tables may take for a formula, in any width of its sign. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/

/** A cell that is read as the words it holds and nothing else: what looks like a formula begins with an apostrophe. */
export function cell(value: string | number | null, separator: string): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = FORMULA.test(value) ? `'${value}` : value
  return text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A line of a table; its end is that of RFC 4180. */
export const lineOf = (values: readonly (string | number | null)[], separator: string): string => `${values.map(value => cell(value, separator)).join(separator)}\r\n`
