import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { eventsAfter, lastPosition } from '../../platform/feed.ts'
import type { Ids } from '../../platform/ids.ts'
import { problemIn } from '../definition/conditions.ts'
import { once } from '../own/actions/once.ts'
import { currentVersion } from '../publishing/queries.ts'
import type { Keeping } from '../runs/actions/keep-secrets.ts'
import { startRun } from '../runs/actions/start.ts'
import type { Trigger, TriggerChange, TriggerRequest } from './contract.ts'
import { matches, startOf, type FreshTicket } from './matching.ts'
import { freshTicket, positionRead, triggers } from './queries.ts'
import { deleteTrigger, insertTrigger, savePosition, updateTrigger } from './store.ts'

const BATCH = 250

/** What starting by rules works with. */
export type TriggerWorld = { database: Database, clock: () => Date, ids: Ids, secrets: Keeping }

/** A workflow is started by new tickets of a kind from now on. Answers the rule's number. */
export async function addTrigger(context: Context, request: TriggerRequest): Promise<number> {
  if (!await currentVersion(context.db, request.workflow)) throw new Refusal('invalid', `There is no workflow “${request.workflow}” that can be started`)
  refuseUnreadable(request.start)
  const id = await insertTrigger(context.db, request, context.now)
  await log(context, { did: 'workflow-trigger.added', triggerId: id, workflow: request.workflow })
  return id
}

/** A rule is another from now on, or sleeps. */
export async function changeTrigger(context: Context, id: number, change: TriggerChange) {
  refuseUnreadable(change.start ?? {})
  if (!await updateTrigger(context.db, id, change)) throw new Refusal('not-found', 'There is no such rule')
  await log(context, { did: 'workflow-trigger.changed', triggerId: id, ...change.active === undefined ? {} : { active: change.active } })
}

/** A rule is gone; what it has started goes on. */
export async function removeTrigger(context: Context, id: number) {
  if (!await deleteTrigger(context.db, id)) throw new Refusal('not-found', 'There is no such rule')
  await log(context, { did: 'workflow-trigger.removed', triggerId: id })
}

function refuseUnreadable(start: Trigger['start']) {
  const problems = Object.entries(start).flatMap(([name, expression]) => {
    const problem = problemIn(expression)
    return problem === null ? [] : [`${name}: ${problem}`]
  })
  if (problems.length > 0) throw new Refusal('invalid', problems.join('; '))
}

/** Reads on in the feed, and starts for each new ticket what the rules say: once for each rule and ticket, however often it is tried. Answers how many events it read. */
export async function followTriggers(world: TriggerWorld): Promise<number> {
  const { database } = world
  const position = await positionRead(database.reader)
  if (position === undefined) {
    // What was opened before there were rules starts nothing.
    const newest = await lastPosition(database.reader)
    await database.transaction(db => savePosition(db, newest))
    return 0
  }
  const events = await eventsAfter(database.reader, position, BATCH)
  const last = events.at(-1)
  if (!last) return 0
  const rules = (await triggers(database.reader)).filter(({ active }) => active)
  for (const event of events) if (event.type === 'ticket.opened' && rules.length > 0) await startBy(world, rules, event.ticketId)
  await database.transaction(db => savePosition(db, last.position))
  return events.length
}

async function startBy(world: TriggerWorld, rules: readonly Trigger[], ticketId: number) {
  const ticket = await freshTicket(world.database.reader, ticketId)
  for (const rule of ticket ? rules.filter(({ conditions }) => matches(conditions, ticket)) : []) if (ticket) await startOne(world, rule, ticket)
}

async function startOne(world: TriggerWorld, rule: Trigger, ticket: FreshTicket) {
  const key = `trigger/${rule.id}/${ticket.id}`
  const actor = { kind: 'system', name: 'rules' } as const
  try {
    const start = startOf(rule, ticket)
    if ('problem' in start) throw new Refusal('invalid', start.problem)
    const [id = 0] = await world.ids(1)
    await once({ ...world, actor }, key, async (context) => {
      await startRun(context, { id, workflow: rule.workflow, ticketId: ticket.id, start: start.values, rehearsal: false, ownerId: 0 }, world.secrets)
      return { run: id }
    })
  }
  catch (error) {
    if (!(error instanceof Refusal)) throw error
    // Nobody is there to be told: it stands in the log, once.
    await once({ ...world, actor }, key, async (context) => {
      await log(context, { did: 'workflow-trigger.failed', ticketId: ticket.id, triggerId: rule.id, why: error.code })
      return {}
    })
  }
}
