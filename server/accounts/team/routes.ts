import { Router, type Request, type Response } from 'express'
import { idOf, type Http } from '../../platform/http.ts'
import { addAgent } from '../actions/add-agent.ts'
import type { Permission } from '../contract.ts'
import { invitationLink } from '../invitations.ts'
import { changeMember, endSessions, removeSecondFactor } from './actions/change.ts'
import { inviteAnew } from './actions/invite.ts'
import { MemberChange, NewMember, type Invited, type Team } from './contract.ts'
import { team } from './queries.ts'

/** Who belongs to the team: invited, changed, signed out. */
export function teamRoutes({ act, can, read }: Http<Permission>, { clock, baseUrl }: { clock: () => Date, baseUrl: string }) {
  const routes = Router()

  async function answer(request: Request, response: Response) {
    response.json(await read(request, db => team(db, clock())) satisfies Team)
  }

  const invited = (token: string): Invited => ({ link: invitationLink(baseUrl, token), mailed: false })

  routes.get('/team', can('agents:manage'), answer)

  routes.post('/team', can('agents:manage'), async (request, response) => {
    const newcomer = NewMember.parse(request.body)
    const { invitation } = await act(request, context => addAgent(context, { ...newcomer, passwordHash: null }))
    response.status(201).json(invited(invitation ?? ''))
  })

  routes.post('/team/:id', can('agents:manage'), async (request, response) => {
    const [id, input] = [idOf(request), MemberChange.parse(request.body)]
    await act(request, context => changeMember(context, id, input))
    await answer(request, response)
  })

  routes.post('/team/:id/invitation', can('agents:manage'), async (request, response) => {
    const token = await act(request, context => inviteAnew(context, idOf(request)))
    response.status(201).json(invited(token))
  })

  routes.post('/team/:id/end-sessions', can('agents:manage'), async (request, response) => {
    await act(request, context => endSessions(context, idOf(request)))
    await answer(request, response)
  })

  routes.post('/team/:id/remove-second-factor', can('agents:manage'), async (request, response) => {
    await act(request, context => removeSecondFactor(context, idOf(request)))
    await answer(request, response)
  })

  return routes
}
