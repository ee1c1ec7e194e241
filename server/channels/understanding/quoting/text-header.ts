import { isBlank, isRule } from './quote-marks.ts'
import { FIELD_WORDS } from './quote-words.ts'

type Field = keyof typeof FIELD_WORDS

/** A header repeated in the text, as Outlook and forwards have it: who wrote, and the line after its last field. */
export type TextHeader = { from: string, end: number }

const FIELDS = (Object.keys(FIELD_WORDS) as Field[]).map(field => ({ field, words: new RegExp(`^(${FIELD_WORDS[field].join('|')})$`, 'u') }))

// "*De :* Camille", "> From: Camille", "差出人：Camille"
const LABEL = /^[\s>*_]{0,20}([\p{L}'’. -]{1,20}?)[\s\u00a0]{0,20}[*_]{0,2}[\s\u00a0]{0,20}[:：][\s\u00a0]{0,20}[*_]{0,2}(.*)$/u

function hasLabel(line: string): boolean {
  const colon = line.indexOf(':')
  return (colon >= 0 && colon <= 100) || line.slice(0, 100).includes('：')
}

/** A header with its blank lines. */
const HEIGHT = 16

type FoundField = { field: Field, value: string }

function fieldOf(line: string): FoundField | undefined {
  // Most lines have no colon near their beginning, and that is quickly seen.
  if (line.length > 1000 || !hasLabel(line)) return undefined
  const [, label, value = ''] = LABEL.exec(line) ?? []
  if (label === undefined) return undefined
  const known = FIELDS.find(({ words }) => words.test(label.toLowerCase().trim()))
  return known && { field: known.field, value: value.trim() }
}

/** The header block that begins at a line, if it says who wrote, and either when, and to whom or about what, or from which address to whom and about what. Blank lines may stand between. */
export function textHeaderAt(lines: readonly string[], start: number): TextHeader | undefined {
  const first = fieldOf(lines[start] ?? '')
  if (!first || isApart(lines, start, first.field)) return undefined
  const { values, end } = fieldsFrom(lines, start, start + HEIGHT)
  return isHeader(values) || (first.field === 'from' && (isDatedAddress(values) || isUnderRule(lines, start))) ? { from: values.get('from') ?? '', end } : undefined
}

/** Outlook draws a line above its header; what stands below that need not say more than who wrote. */
function isUnderRule(lines: readonly string[], start: number): boolean {
  const above = lines[isBlank(lines[start - 1]) ? start - 2 : start - 1] ?? ''
  return /^\s*_{10,}\s*$/.test(above) && isRule(above)
}

function isHeader(values: ReadonlyMap<Field, string>): boolean {
  const from = values.get('from')
  if (from === undefined) return false
  const isAddressed = hasAddress(from)
  const [hasTo, hasSubject] = [values.has('to'), values.has('subject')]
  if (!values.has('sent') && !isDay(values.get('date'))) return isAddressed && hasTo && hasSubject
  return hasSubject || (hasTo && (isAddressed || isDatedByProgram(values)))
}

// "De : Paris", "À : Lyon", "Date : lundi" is somebody's journey.
const isDatedByProgram = (values: ReadonlyMap<Field, string>) => values.has('sent') || /\d{4}.*\d[:h.]\d{2}|^$/.test(values.get('date') ?? '')

// "De : votre adresse (ainsi : ann@example.org)" explains a form.
const hasAddress = (from: string) => /^(?:[^@:]|mailto:)*@/.test(from.slice(0, 300))

const dateIn = (values: ReadonlyMap<Field, string>) => values.get('sent') ?? values.get('date')

const isDatedAddress = (values: ReadonlyMap<Field, string>) => isDay(values.get('sent')) || (hasAddress(values.get('from') ?? '') && isDay(dateIn(values)))

const kindOf = (field: Field | undefined) => field === 'sent' ? 'date' : field

/** The writer's own "Date : 23/11/2026" a little above a header that says its date itself; not a header with another one soon below. */
function isApart(lines: readonly string[], start: number, first: Field): boolean {
  if (fieldOf(lines[start + 1] ?? '')) return false
  for (let again = start + 2; again < Math.min(start + HEIGHT, lines.length); again++) {
    if (kindOf(fieldOf(lines[again] ?? '')?.field) === kindOf(first)) return fieldOf(lines[again - 1] ?? '') !== undefined || !isHeader(fieldsFrom(lines, start, again).values)
  }
  return false
}

// "Date : demain" is the writer's own; a value may also stand on the next line, or name a day of the week alone.
const isDay = (value: string | undefined) => value !== undefined && (value === '' || /\d|^(lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)/i.test(value))

function fieldsFrom(lines: readonly string[], start: number, before: number) {
  const values = new Map<Field, string>()
  let end = start
  for (let at = start; at < Math.min(before, lines.length); at++) {
    const found = fieldOf(lines[at] ?? '')
    if (found) {
      keepFirst(values, found)
      end = at + 1
    } else if (at - end === 2) break // A blank line and a long list of addresses may come between two fields.
  }
  return { values, end }
}

/** A field with those that follow on its line. */
function keepFirst(values: Map<Field, string>, found: FoundField) {
  for (const { field, value } of [found, ...fieldsBehind(found.value)]) {
    if (!values.has(field)) values.set(field, value)
  }
}

/** "Date: 23/11/2026 From: ann@example.org Subject: Lamp": fields that a program has put on one line. */
function fieldsBehind(value: string): FoundField[] {
  return value.includes(':') ? value.split(/[\s\u00a0]+(?=\p{Lu}\p{L}{0,11}[\s\u00a0]?:[\s\u00a0])/u).slice(1).map(fieldOf).filter(found => found !== undefined) : []
}

/** Where the header block that ends just before a line begins; undefined when none does. */
export function textHeaderBefore(lines: readonly string[], before: number): number | undefined {
  let end = before
  while (end > 0 && before - end < 4 && isBlank(lines[end - 1])) end--
  for (let start = Math.max(0, end - 12); start < end; start++) if (textHeaderAt(lines, start)?.end === end) return start
  return undefined
}
