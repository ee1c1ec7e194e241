import { Router } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import type { Http } from '../../platform/http.ts'
import { mailboxList } from './queries.ts'

/** How the mailboxes fare. */
export function mailboxRoutes({ can, read }: Http<Permission>) {
  const routes = Router()

  routes.get('/mailboxes', can('mailboxes:read'), async (request, response) => {
    response.json(await read(request, mailboxList))
  })

  return routes
}
