import type { Said } from './said.ts'
import { Unreadable } from './said.ts'
import type { Word } from './rdata/words.ts'
import { wordsOfLine } from './rdata/words.ts'

/** A line of a zone that is not among its records, and why. `repeated`: the same record stands further up, and nothing is lost. */
export type Problem = { line: number, kind: 'unread' | 'repeated', source: string, said: Said }

/** One record or instruction, on one line or on several between parentheses. */
export type Entry = { line: number, source: string, indented: boolean, words: Word[] }

// What a zone of an association never comes near; more is an attack or a mistake.
export const LIMITS = { characters: 5_000_000, line: 300_000, linesOfEntry: 2_000, entries: 20_000, problems: 1_000 }

const excerpt = (source: string) => source.length > 200 ? `${source.slice(0, 200)}…` : source

/** What a line that cannot be read is told as. */
export const problemAt = ({ line, source }: { line: number, source: string }, said: Said, kind: Problem['kind'] = 'unread'): Problem =>
  ({ line, kind, source: excerpt(source.trim()), said })

/** The entries of a master file in their order (RFC 1035 §5.1); every line that has words is part of one entry or of one problem. */
export function* entriesOf(text: string): Generator<Entry | Problem> {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\n|\r/u)
  let at = 0
  while (at < lines.length) {
    const { entry, next } = entryAt(lines, at)
    if (entry) yield entry
    at = next
  }
}

function entryAt(lines: string[], first: number): { entry: Entry | Problem | null, next: number } {
  const here = { line: first + 1, source: lines[first] ?? '' }
  const words: Word[] = []
  let [open, at] = [0, first]
  do {
    const read = wordsOrProblem(lines[at] ?? '', { line: at + 1, open })
    if ('said' in read) return { entry: read, next: at + 1 }
    for (const word of read.words) words.push(word)
    open = read.open
    at++
  } while (open > 0 && at < lines.length && at - first < LIMITS.linesOfEntry)
  if (open > 0) return { entry: problemAt(here, neverClosed(first + 1, at)), next: at }
  return { entry: words.length === 0 ? null : { ...here, indented: /^\s/u.test(here.source), words }, next: at }
}

function wordsOrProblem(source: string, { line, open }: { line: number, open: number }) {
  try {
    return wordsOfLine(checked(source), open)
  }
  catch (error) {
    if (error instanceof Unreadable) return problemAt({ line, source }, error.said)
    throw error
  }
}

function checked(line: string): string {
  if (line.length > LIMITS.line) throw new Unreadable('Cette ligne est trop longue pour être lue.', 'This line is too long to be read.')
  return line
}

const neverClosed = (from: number, to: number): Said => ({
  fr: `Une parenthèse s’ouvre à la ligne ${from} et ne se referme pas : les lignes ${from} à ${to} ne sont pas lues.`,
  en: `A parenthesis opens on line ${from} and does not close: lines ${from} to ${to} are not read.`,
})
