import { Router, type Request } from 'express'
import type { Permission } from '../accounts/contract.ts'
import { Refusal } from '../platform/errors.ts'
import { idOf, type Http } from '../platform/http.ts'
import { lockedTicket } from '../tickets/actions/lock.ts'
import { checkCode } from './authority/actions/check-code.ts'
import { readyCode, sendCode, type Proving } from './authority/actions/send-code.ts'
import { revoke, vouch } from './authority/actions/vouch.ts'
import { CheckCode, RevokeClaim, SendCode, StaffProof, type ClaimAnswer, type CodeSent } from './authority/contract.ts'
import { claimsBy } from './authority/queries.ts'
import { looking } from './panel/actions/look.ts'
import type { TicketHosting } from './panel/contract.ts'
import { requesterOf } from './panel/queries.ts'
import { shownAccount } from './panel/showing.ts'
import type { HostingDesk } from './ports.ts'

type World = Omit<Proving, 'provisioner'> & { hosting?: HostingDesk | undefined }

const NOTHING: TicketHosting = { state: 'none', accounts: [], readAt: null, isRefreshing: false, isStale: false, panelUrl: null }

/** The hosting of whoever asks, beside their ticket; and how it is made sure that it is theirs. */
export function hostingRoutes({ act, can, read, visitor }: Http<Permission>, { hosting, ...world }: World) {
  const routes = Router()
  const look = hosting && looking(hosting.provisioner, world.clock)
  const agent = (request: Request) => ({ kind: 'agent', id: visitor(request).agentId }) as const
  const asker = (request: Request) => read(request, db => requesterOf(db, idOf(request)))
  async function withAddress(request: Request) {
    const requester = await asker(request)
    if (requester.address === '') throw new Refusal('conflict', 'Nobody knows the address of whoever asks: an account cannot be theirs')
    return requester
  }

  async function desk(): Promise<HostingDesk> {
    if (!hosting || !await hosting.isThere()) throw new Refusal('not-found', 'No hosting is connected to this installation')
    return hosting
  }

  routes.get('/tickets/:id/hosting', can('hosting:read'), async (request, response) => {
    const { address: requester } = await asker(request)
    if (!hosting || !look || requester === '' || !await hosting.isThere()) return void response.json(NOTHING)
    const { provisioner: { name: provisioner }, panelUrl } = hosting
    const { found, ...when } = await look(requester)
    const claims = await read(request, db => claimsBy(db, { provisioner, requester }))
    const accounts = (found ?? []).map(candidate => shownAccount(candidate, claims, { provisioner, requester, at: world.clock().getTime() }))
    response.json({ state: found ? 'known' : 'down', accounts, ...when, panelUrl } satisfies TicketHosting)
  })

  routes.post('/tickets/:id/hosting/codes', can('hosting:prove'), async (request, response) => {
    const { accountId } = SendCode.parse(request.body)
    const { provisioner } = await desk()
    const { ticketId, reference, address, name, locale } = await withAddress(request)
    const ready = await readyCode({ ...world, provisioner }, { accountId, requester: address, name: name || address, reference, locale, ticketId, runId: null })
    const until = await act(request, context => sendCode(context, { ...world, provisioner }, ready))
    response.status(202).json({ until } satisfies CodeSent)
  })

  routes.post('/tickets/:id/hosting/codes/check', can('hosting:prove'), async (request, response) => {
    const { accountId, code } = CheckCode.parse(request.body)
    const { provisioner } = await desk()
    await checkCode(world, { provisioner: provisioner.name, accountId, requester: (await withAddress(request)).address, code, actor: agent(request) })
    response.json({} satisfies ClaimAnswer)
  })

  routes.post('/tickets/:id/hosting/proofs', can('hosting:prove'), async (request, response) => {
    const { accountId, note } = StaffProof.parse(request.body)
    const { provisioner } = await desk()
    await withAddress(request)
    const [account] = await provisioner.find({ id: accountId })
    if (!account) throw new Refusal('not-found', 'There is no such account at the hosting')
    const [id = 0] = await world.ids(1)
    await act(request, async (context) => {
      const { id: ticketId, requester } = await lockedTicket(context, idOf(request))
      await vouch(context, { id, provisioner: provisioner.name, accountId, login: account.login, requester: requester.address, ticketId, runId: null, note })
    })
    response.status(201).json({} satisfies ClaimAnswer)
  })

  routes.post('/hosting/claims/:id/revoke', can('hosting:prove'), async (request, response) => {
    const [id, { reason }] = [idOf(request), RevokeClaim.parse(request.body)]
    await act(request, context => revoke(context, id, reason))
    response.json({} satisfies ClaimAnswer)
  })

  return routes
}
