import { randomBytes } from 'node:crypto'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Ids } from '../../platform/ids.ts'
import { open } from '../../tickets/opening/actions/open.ts'
import { newReference } from '../../tickets/reference.ts'
import type { Signing } from '../../tickets/replying/actions/mail-parts.ts'
import type { Definition } from '../definition/schema.ts'
import { once } from '../own/actions/once.ts'
import { currentVersion } from '../publishing/queries.ts'
import { startRun } from '../runs/actions/start.ts'
import type { BulkAnswer, BulkRequest } from './contract.ts'
import { csvRows } from './csv.ts'
import { planOf, referencesIn, type Plan, type Wanted } from './planning.ts'
import { ticketsCalled } from './queries.ts'

/** What starting many runs works with; `agentId` asks for it, and follows them. */
export type BulkWorld = { database: Database, clock: () => Date, ids: Ids, signing: Signing, agentId: number, mayOpen: boolean }

type Starting = { request: BulkRequest, definition: Definition, tickets: ReadonlyMap<string, number> }

/** Starts a run for each line of a table, or says what is wrong with which; each line once for its batch, however often it is posted. */
export async function startMany(world: BulkWorld, request: BulkRequest): Promise<BulkAnswer> {
  const { reader } = world.database
  const version = await currentVersion(reader, request.workflow)
  if (!version) throw new Refusal('not-found', `There is no workflow “${request.workflow}” that can be started`)
  const rows = csvRows(request.csv)
  const tickets = await ticketsCalled(reader, referencesIn(rows))
  const plan = planOf(rows, version.definition.start, new Set(tickets.keys()))
  if (!world.mayOpen && !request.rehearsal && plan.wanted.some(({ member }) => member !== null)) throw new Refusal('forbidden', 'This needs the permission tickets:open, which your role does not have')
  const started: BulkAnswer['started'] = []
  if (request.start && (plan.problems.length === 0 || request.skipBad)) {
    for (const wanted of plan.wanted) started.push(await startOne(world, wanted, { request, definition: version.definition, tickets }))
  }
  return { ...counted(plan), started }
}

const counted = ({ wanted, problems }: Plan) => ({ lines: wanted.length + new Set(problems.map(({ line }) => line)).size, good: wanted.length, problems })

async function startOne(world: BulkWorld, wanted: Wanted, { request: { batch, workflow, rehearsal }, definition, tickets }: Starting) {
  const { agentId } = world
  const [id = 0, ticketId = 0, messageId = 0, outboxId = 0] = await world.ids(4)
  const result = await once({ ...world, actor: { kind: 'agent', id: agentId } }, `bulk/${agentId}/${batch}/${wanted.line}`, async (context) => {
    const found = wanted.reference === null ? null : tickets.get(wanted.reference) ?? null
    // A rehearsal is nobody's: no ticket is opened for it.
    const on = found ?? (rehearsal ? null : await opened(context, { wanted, title: definition.title.fr, ids: { ticketId, messageId, outboxId } }, world.signing))
    await startRun(context, { id, workflow, ticketId: on, start: wanted.start, rehearsal, ownerId: agentId }, world.signing)
    return { run: id }
  })
  return { line: wanted.line, runId: Number(result['run']) }
}

/** A ticket for the member of a line, which nobody is told of; null where there is none. */
async function opened(context: Context, { wanted: { member }, title, ids }: { wanted: Wanted, title: string, ids: Parameters<typeof open>[1]['ids'] }, signing: Signing): Promise<number | null> {
  if (member === null) return null
  const input = { requester: member, subject: title, channel: 'form', kind: 'note', text: title, uploads: [], mailboxId: null, take: false, revision: 0 } as const
  return open(context, { ids, reference: newReference(randomBytes(10)), input: { ...input, uploads: [] } }, signing)
}
