import { ReachableAddress } from '../../outbox/contract.ts'
import { asReference } from '../../tickets/reference.ts'
import type { Said } from '../contract.ts'
import { problemsOfAnswers } from '../definition/answers.ts'
import type { Field } from '../definition/schema.ts'
import { MOST_LINES, type BulkProblem } from './contract.ts'
import type { CsvProblem, CsvRow } from './csv.ts'

/** A run that a line of a table asks for. */
export type Wanted = { line: number, start: Readonly<Record<string, string>>, reference: string | null, member: { address: string, name: string } | null }

/** What the table asks for, and what is wrong with it. */
export type Plan = { wanted: Wanted[], problems: BulkProblem[] }

const BESIDE = ['ticket', 'email', 'name']

const WORDS = {
  'open-quote': { fr: 'Un guillemet n’est pas refermé.', en: 'A quote is not closed.' },
  'after-quote': { fr: 'Après un guillemet fermant vient un séparateur ou la fin de la ligne.', en: 'After a closing quote comes a delimiter or the end of the line.' },
  'empty': { fr: 'Le tableau est vide.', en: 'The table is empty.' },
  'many': { fr: `Un tableau a ${MOST_LINES} lignes au plus.`, en: `A table has ${MOST_LINES} lines at most.` },
  'unknown': { fr: 'Ce parcours ne demande pas cette colonne.', en: 'This workflow does not ask for this column.' },
  'twice': { fr: 'Cette colonne est là deux fois.', en: 'This column is there twice.' },
  'cells': { fr: 'Cette ligne a plus de cases que la première.', en: 'This line has more cells than the first.' },
  'ticket': { fr: 'Aucun ticket n’a cette référence.', en: 'No ticket has this reference.' },
  'both': { fr: 'Donnez un ticket ou une adresse, pas les deux.', en: 'Give a ticket or an address, not both.' },
  'email': { fr: 'Ce n’est pas une adresse de courriel complète.', en: 'This is not a complete mail address.' },
} satisfies Record<string, Said>

const problem = (line: number, why: keyof typeof WORDS, name: string | null = null): BulkProblem => ({ line, name, says: WORDS[why] })

/** What the lines of a table ask for. `tickets` are the references that there are. */
export function planOf(rows: readonly CsvRow[] | CsvProblem, fields: readonly Field[], tickets: ReadonlySet<string>): Plan {
  if ('problem' in rows) return { wanted: [], problems: [problem(rows.line, rows.problem)] }
  const [head, ...lines] = rows
  if (!head || lines.length === 0) return { wanted: [], problems: [problem(1, 'empty')] }
  if (lines.length > MOST_LINES) return { wanted: [], problems: [problem(lines[MOST_LINES]?.line ?? 1, 'many')] }
  const names = head.cells.map(cell => cell.trim())
  const wrong = wrongColumns(names, fields)
  if (wrong.length > 0) return { wanted: [], problems: wrong }
  const asked = lines.map(row => wantedBy(row, names, fields))
  const problems = asked.flatMap(({ one, problems }) => [...problems, ...one.reference !== null && !tickets.has(one.reference) ? [problem(one.line, 'ticket', 'ticket')] : []])
  const bad = new Set(problems.map(({ line }) => line))
  return { wanted: asked.map(({ one }) => one).filter(({ line }) => !bad.has(line)), problems }
}

/** The references that a table names. */
export function referencesIn(rows: readonly CsvRow[] | CsvProblem): string[] {
  if ('problem' in rows) return []
  const [head, ...lines] = rows
  const at = head?.cells.findIndex(cell => cell.trim() === 'ticket') ?? -1
  return at < 0 ? [] : lines.slice(0, MOST_LINES).map(({ cells }) => asReference(cells[at] ?? '')).filter(reference => reference !== undefined)
}

function wrongColumns(names: readonly string[], fields: readonly Field[]): BulkProblem[] {
  const known = new Set([...fields.map(({ name }) => name), ...BESIDE])
  return names.flatMap((name, index) => {
    if (!known.has(name)) return [problem(1, 'unknown', name.slice(0, 40))]
    return names.indexOf(name) < index ? [problem(1, 'twice', name)] : []
  })
}

function wantedBy({ line, cells }: CsvRow, names: readonly string[], fields: readonly Field[]): { one: Wanted, problems: BulkProblem[] } {
  const given = Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']))
  const own = new Set(fields.map(({ name }) => name))
  const start = Object.fromEntries(Object.entries(given).filter(([name, value]) => own.has(name) && value !== ''))
  const { ticket, address, name } = besideIn(given, own)
  const problems = [
    ...cells.length > names.length ? [problem(line, 'cells')] : [],
    ...ticket !== '' && address !== '' ? [problem(line, 'both', 'email')] : [],
    ...ticket !== '' && asReference(ticket) === undefined ? [problem(line, 'ticket', 'ticket')] : [],
    ...address !== '' && !ReachableAddress.safeParse(address).success ? [problem(line, 'email', 'email')] : [],
    ...problemsOfAnswers(fields, start).map(({ name, says }) => ({ line, name, says })),
  ]
  return { one: { line, start, reference: asReference(ticket) ?? null, member: address === '' ? null : { address, name: name.slice(0, 200) } }, problems }
}

/** Whom a line is about. A field of the workflow that is called like one of ours is the workflow's; but an address that it asks for is its member's too, where no ticket is named. */
function besideIn(given: Readonly<Record<string, string>>, own: ReadonlySet<string>) {
  const said = (name: string) => (given[name] ?? '').trim()
  const beside = (name: string) => own.has(name) ? '' : said(name)
  const ticket = beside('ticket')
  return { ticket, address: ticket === '' ? said('email') : beside('email'), name: beside('name') }
}
