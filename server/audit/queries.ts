import type { Db } from '../platform/db.ts'
import { slices } from '../platform/rows.ts'
import type { AuditChoices, AuditFilter, AuditLine, AuditPage } from './contract.ts'

const PAGE = 50

type Found = { id: number, at: number, actor: string, did: string, ticketId: number | null, entry: string }
type Names = ReadonlyMap<number, string>

/** A page of the audit log, the latest line first. */
export async function auditPage(db: Db, filter: AuditFilter): Promise<AuditPage> {
  const found = await linesOf(db, filter).orderBy('id', 'desc').limit(PAGE + 1).select<Found[]>('id', 'at', 'actor', 'did', 'ticket_id as ticketId', 'entry')
  const shown = found.slice(0, PAGE)
  const [agents, references] = await Promise.all([
    namesIn(db, { table: 'agents', column: 'name' }, shown.flatMap(agentsIn)),
    namesIn(db, { table: 'tickets', column: 'reference' }, shown.flatMap(({ ticketId }) => ticketId ?? [])),
  ])
  return { lines: shown.map(line => lineOf(line, agents, references)), next: found.length > PAGE ? shown.at(-1)?.id ?? null : null }
}

function linesOf(db: Db, { agent, kind, from, until, cursor }: AuditFilter) {
  const lines = db('audit')
  if (agent !== undefined) void lines.where({ actor: `agent:${agent}` })
  if (kind !== undefined) void lines.where('did', 'like', `${kind}.%`)
  if (from !== undefined) void lines.where('at', '>=', from)
  if (until !== undefined) void lines.where('at', '<', until)
  if (cursor !== undefined) void lines.where('id', '<', cursor)
  return lines
}

/** What one may choose from: whatever has ever been done, and everybody who could have done it. */
export async function auditChoices(db: Db): Promise<AuditChoices> {
  const dids = await db('audit').distinct<{ did: string }[]>('did')
  const agents = await db('agents').orderBy('name').select<{ id: number, name: string }[]>('id', 'name')
  return { kinds: [...new Set(dids.map(({ did }) => did.split('.')[0] ?? did))].sort(), agents }
}

const numberAfter = (text: string, prefix: string) => text.startsWith(prefix) ? Number(text.slice(prefix.length)) : undefined
const actorOf = ({ actor }: Found) => numberAfter(actor, 'agent:')
const detailsOf = ({ entry }: Found) => JSON.parse(entry) as AuditLine['details']
const aboutOf = (found: Found) => { const { agentId } = detailsOf(found); return typeof agentId === 'number' ? agentId : undefined }
const agentsIn = (found: Found) => [actorOf(found), aboutOf(found)].filter(id => id !== undefined)

async function namesIn(db: Db, { table, column }: { table: string, column: string }, ids: readonly number[]): Promise<Names> {
  const names = new Map<number, string>()
  for (const some of slices([...new Set(ids)])) {
    const rows = await db(table).whereIn('id', some).select<{ id: number, name: string }[]>('id', `${column} as name`)
    for (const { id, name } of rows) names.set(id, name)
  }
  return names
}

function lineOf(found: Found, agents: Names, references: Names): AuditLine {
  const { id, at, did, ticketId, actor } = found
  const [doer, about] = [actorOf(found), aboutOf(found)]
  const details = Object.fromEntries(Object.entries(detailsOf(found)).filter(([name]) => name !== 'agentId'))
  const agent = (one: number) => ({ id: one, name: agents.get(one) ?? `#${one}` })
  return {
    id, at, did, details,
    agent: doer === undefined ? null : agent(doer),
    system: doer === undefined ? actor.replace(/^system:/, '') : null,
    ticket: ticketId === null ? null : { id: ticketId, reference: references.get(ticketId) ?? `#${ticketId}` },
    about: about === undefined ? null : agent(about),
  }
}
