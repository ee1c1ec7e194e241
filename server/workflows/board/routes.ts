import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Router } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Http } from '../../platform/http.ts'
import type { Log } from '../../platform/log.ts'
import { deciderOf } from '../runs/decider.ts'
import { actOnMany } from './batch/actions.ts'
import { prospectsOf } from './batch/queries.ts'
import { ProspectQuery, RunBatch, RunFilter, RunQuery, RunSheet, type BatchAnswer, type MyRunCount, type MyRuns, type Prospects, type RunBoard, type RunPage } from './contract.ts'
import { myRunCount, myRuns } from './mine/queries.ts'
import { runBoard, runPage } from './queries.ts'
import { sheetOf } from './sheet/queries.ts'

type World = { clock: () => Date, log: Pick<Log, 'error'> }

/** All runs at once: as lists, counted, as a table; what asks whoever looks; and the same act on many. Mounted before the routes of one run. */
export function boardRoutes({ act, can, read, visitor }: Http<Permission>, { clock, log }: World) {
  const routes = Router()
  const now = () => clock().getTime()

  routes.get('/runs', can('runs:read'), async (request, response) => {
    const filter = RunQuery.parse(request.query)
    response.json(await read(request, (db, { agentId }) => runPage(db, filter, { agentId, now: now() })) satisfies RunPage)
  })

  routes.get('/runs/board', can('runs:read'), async (request, response) => {
    const filter = RunFilter.parse(request.query)
    response.json(await read(request, (db, { agentId }) => runBoard(db, filter, { agentId, now: now() })) satisfies RunBoard)
  })

  routes.get('/runs/mine', can('runs:read'), async (request, response) => {
    response.json(await read(request, (db, { agentId }) => myRuns(db, agentId)) satisfies MyRuns)
  })

  routes.get('/runs/mine/count', can('runs:read'), async (request, response) => {
    response.json(await read(request, (db, { agentId }) => myRunCount(db, agentId)) satisfies MyRunCount)
  })

  routes.get('/runs.csv', can('runs:read'), async (request, response) => {
    const filter = RunSheet.parse(request.query)
    const name = `${filter.lang === 'fr' ? 'parcours' : 'runs'}-${clock().toISOString().slice(0, 10)}.csv`
    response.set({ 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${name}"` })
    await read(request, (db, { agentId }) => pipeline(Readable.from(sheetOf(db, filter, { agentId, now: now() })), response))
  })

  routes.get('/runs/batch', can('runs:read'), async (request, response) => {
    const query = ProspectQuery.parse(request.query)
    response.json(await read(request, (db, whoever) => prospectsOf(db, query, whoever)) satisfies Prospects)
  })

  routes.post('/runs/batch', can('runs:read'), async (request, response) => {
    const batch = RunBatch.parse(request.body)
    const { may } = visitor(request)
    // A gate names its own permission, which its decider looks at.
    if (batch.act !== 'agree' && batch.act !== 'decline' && !may('runs:work')) throw new Refusal('forbidden', 'This needs the permission runs:work, which your role does not have')
    response.json(await actOnMany(batch, {
      decider: deciderOf({ may }),
      inTransaction: action => act(request, action),
      onBroken: (error, runId) => log.error({ err: error, runId, act: batch.act }, 'A run could not be acted on'),
    }) satisfies BatchAnswer)
  })

  return routes
}
