import { Router } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { idOf, type Http } from '../../platform/http.ts'
import { claimsBy } from '../authority/queries.ts'
import type { HostingDesk } from '../ports.ts'
import { looking } from './actions/look.ts'
import type { TicketHosting } from './contract.ts'
import { requesterOf } from './queries.ts'
import { shownAccount } from './showing.ts'

type World = { clock: () => Date, hosting?: HostingDesk | undefined }

const NOTHING: TicketHosting = { state: 'none', accounts: [], readAt: null, isRefreshing: false, isStale: false, panelUrl: null }

/** The hosting of whoever asks, beside their ticket. */
export function hostingRoutes({ can, read }: Http<Permission>, { clock, hosting }: World) {
  const routes = Router()
  const look = hosting && looking(hosting.provisioner, clock)

  routes.get('/tickets/:id/hosting', can('hosting:read'), async (request, response) => {
    const { address: requester } = await read(request, db => requesterOf(db, idOf(request)))
    if (!hosting || !look || requester === '' || !await hosting.isThere()) return void response.json(NOTHING)
    const { provisioner: { name: provisioner }, panelUrl } = hosting
    const { found, ...when } = await look(requester)
    const claims = await read(request, db => claimsBy(db, { provisioner, requester }))
    const accounts = (found ?? []).map(candidate => shownAccount(candidate, claims, { provisioner, requester, at: clock().getTime() }))
    response.json({ state: found ? 'known' : 'down', accounts, ...when, panelUrl } satisfies TicketHosting)
  })

  return routes
}
