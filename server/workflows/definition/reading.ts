import { isNode, LineCounter, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'
import { Definition } from './schema.ts'

/** What is wrong with a text that should be a workflow, and where. */
export type ReadProblem = { says: string, line: number | null, column: number | null }

const LARGEST = 256 * 1024
// Many names for one thing are how a small text becomes a huge one.
const MOST_ALIASES = 50

type Source = { document: Document, lines: LineCounter }

const nowhere = (says: string): { problems: ReadProblem[] } => ({ problems: [{ says, line: null, column: null }] })

function placeOf({ document, lines }: Source, path: readonly PropertyKey[]): Pick<ReadProblem, 'line' | 'column'> {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true)
    if (!isNode(node) || !node.range) continue
    const { line, col } = lines.linePos(node.range[0])
    return { line, column: col }
  }
  return { line: null, column: null }
}

function sayingOf({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`
}

function valueOf({ document }: Source): { value: unknown } | { says: string } {
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }) }
  } catch (error) {
    return { says: error instanceof Error ? error.message : String(error) }
  }
}

/** The definition that a text of YAML holds, or what is wrong with the text. Whether the workflow makes sense is asked of `checking.ts`. */
export function readDefinition(yaml: string): { definition: Definition } | { problems: ReadProblem[] } {
  if (yaml.length > LARGEST) return nowhere(`A workflow is at most ${LARGEST / 1024} kB of text.`)
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines, schema: 'core', uniqueKeys: true, prettyErrors: false })
  const wrong = [...document.errors, ...document.warnings]
  if (wrong.length > 0) {
    return { problems: wrong.slice(0, 20).map(({ message, pos }) => ({ says: message, line: lines.linePos(pos[0]).line, column: lines.linePos(pos[0]).col })) }
  }
  const source = { document, lines }
  const read = valueOf(source)
  if ('says' in read) return nowhere(read.says)
  const parsed = Definition.safeParse(read.value)
  if (parsed.success) return { definition: parsed.data }
  return { problems: parsed.error.issues.map(issue => ({ says: sayingOf(issue), ...placeOf(source, issue.path) })) }
}
