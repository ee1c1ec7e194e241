import { Router } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import type { Database } from '../../platform/db.ts'
import type { Http } from '../../platform/http.ts'
import type { Ids } from '../../platform/ids.ts'
import type { Secrets } from '../../platform/secrets.ts'
import type { Signer } from '../../platform/signing.ts'
import { startMany } from './actions.ts'
import { BulkRequest, type BulkAnswer } from './contract.ts'

type World = { database: Database, clock: () => Date, ids: Ids, signer: Signer, secrets: Pick<Secrets, 'seal'> }

/** Many runs from one table. Mounted before the routes of one run. */
export function bulkRoutes({ can, visitor }: Http<Permission>, { database, clock, ids, signer, secrets }: World) {
  const routes = Router()

  routes.post('/runs/bulk', can('runs:work'), async (request, response) => {
    const input = BulkRequest.parse(request.body)
    const { agentId, may } = visitor(request)
    // Each line in a transaction of its own: a thousand in one would keep everybody else waiting.
    response.json(await startMany({ database, clock, ids, signing: { signer, seal: secrets.seal }, agentId, mayOpen: may('tickets:open') }, input) satisfies BulkAnswer)
  })

  return routes
}
