import { Router } from 'express'
import type { Http } from '../platform/http.ts'
import { AuditFilter, type AuditChoices, type AuditPage } from './contract.ts'
import { auditChoices, auditPage } from './queries.ts'

/** Who did what. There is no route that changes it. `permission` is the one that reading it takes. */
export function auditRoutes<P extends string>({ can, read }: Http<P>, permission: P) {
  const routes = Router()

  routes.get('/audit', can(permission), async (request, response) => {
    const filter = AuditFilter.parse(request.query)
    response.json(await read(request, db => auditPage(db, filter)) satisfies AuditPage)
  })

  routes.get('/audit/choices', can(permission), async (request, response) => {
    response.json(await read(request, auditChoices) satisfies AuditChoices)
  })

  return routes
}
