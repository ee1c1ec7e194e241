import { Router, type Request } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { Refusal } from '../../platform/errors.ts'
import { idOf, type Http } from '../../platform/http.ts'
import { lockedTicket } from '../../tickets/actions/lock.ts'
import { requesterOf } from '../panel/queries.ts'
import type { HostingDesk } from '../ports.ts'
import { checkCode } from './actions/check-code.ts'
import { readyCode, sendCode, type Proving } from './actions/send-code.ts'
import { revoke, vouch } from './actions/vouch.ts'
import { CheckCode, RevokeClaim, SendCode, StaffProof, type ClaimAnswer, type CodeSent } from './contract.ts'

type World = Omit<Proving, 'provisioner'> & { hosting?: HostingDesk | undefined }

/** How it is made sure that an account belongs to whoever asks. */
export function claimRoutes({ act, can, read, visitor }: Http<Permission>, { hosting, ...world }: World) {
  const routes = Router()

  async function asker(request: Request) {
    const requester = await read(request, db => requesterOf(db, idOf(request)))
    if (requester.address === '') throw new Refusal('conflict', 'Nobody knows the address of whoever asks: an account cannot be theirs')
    return requester
  }
  async function desk(): Promise<HostingDesk> {
    if (!hosting || !await hosting.isThere()) throw new Refusal('not-found', 'No hosting is connected to this installation')
    return hosting
  }

  routes.post('/tickets/:id/hosting/codes', can('hosting:prove'), async (request, response) => {
    const { accountId } = SendCode.parse(request.body)
    const { provisioner } = await desk()
    const { ticketId, reference, address, name, locale } = await asker(request)
    const ready = await readyCode({ ...world, provisioner }, { accountId, requester: address, name: name || address, reference, locale, ticketId, runId: null })
    const until = await act(request, context => sendCode(context, { ...world, provisioner }, ready))
    response.status(202).json({ until } satisfies CodeSent)
  })

  routes.post('/tickets/:id/hosting/codes/check', can('hosting:prove'), async (request, response) => {
    const { accountId, code } = CheckCode.parse(request.body)
    const { provisioner } = await desk()
    await checkCode(world, { provisioner: provisioner.name, accountId, requester: (await asker(request)).address, code, actor: { kind: 'agent', id: visitor(request).agentId } })
    response.json({} satisfies ClaimAnswer)
  })

  routes.post('/tickets/:id/hosting/proofs', can('hosting:prove'), async (request, response) => {
    const { accountId, note } = StaffProof.parse(request.body)
    const { provisioner } = await desk()
    await asker(request)
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
