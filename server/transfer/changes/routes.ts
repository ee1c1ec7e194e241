import { Router } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { idOf, type Http } from '../../platform/http.ts'
import type { LookAtServed } from '../zones/ports.ts'
import { namesToAsk, wholeOf, zoneOf, type Served } from './changes.ts'
import { ChangesQuery, type ChangesAnswer, type ChangesList } from './contract.ts'
import type { Known } from './known.ts'
import { changesIn, changesOf } from './queries.ts'

const PATIENCE_MS = 10_000

type World = { lookAtServed?: LookAtServed }

/** What runs change before somebody says yes: of many in one line each, of one as a whole. Mounted before the routes of one run. */
export function changeRoutes({ can, read }: Http<Permission>, { lookAtServed }: World) {
  const routes = Router()

  routes.get('/runs/changes', can('runs:read'), async (request, response) => {
    const { ids } = ChangesQuery.parse(request.query)
    response.json({ runs: await read(request, db => changesOf(db, ids)) } satisfies ChangesList)
  })

  routes.get('/runs/:id/changes', can('runs:read'), async (request, response) => {
    const { known, rehearsal } = await read(request, db => changesIn(db, idOf(request)))
    // What is played has no name servers that could be asked.
    const now = known && !rehearsal ? await servedOf(known) : { state: 'unasked' } as const
    response.json({ changes: known ? wholeOf(idOf(request), known, zoneOf(known, now)) : null } satisfies ChangesAnswer)
  })

  async function servedOf(known: Known): Promise<Served> {
    const nameServers = known.nameServers.after
    if (!lookAtServed || nameServers.length === 0) return { state: 'unasked' }
    const names = namesToAsk(zoneOf(known, { state: 'unasked' }))
    return lookAtServed(`${known.domain}.`, { nameServers, names, signal: AbortSignal.timeout(PATIENCE_MS) })
  }

  return routes
}
