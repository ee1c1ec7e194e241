import { Router, type Request, type Response } from 'express'
import type { Context } from '../../platform/context.ts'
import { idOf, type Http } from '../../platform/http.ts'
import type { Ids } from '../../platform/ids.ts'
import { addAgent } from '../actions/add-agent.ts'
import type { Mailing } from '../actions/mail-agent.ts'
import type { Permission } from '../contract.ts'
import { changeMember, endSessions, removeSecondFactor } from './actions/change.ts'
import { inviteAnew, mailInvitation, type Invitee } from './actions/invite.ts'
import { MemberChange, NewMember, type Invited, type Team } from './contract.ts'
import { team } from './queries.ts'

/** Who belongs to the team: invited, changed, signed out. */
export function teamRoutes({ act, can, read }: Http<Permission>, { clock, ids, mailing }: { clock: () => Date, ids: Ids, mailing: Mailing }) {
  const routes = Router()

  async function answer(request: Request, response: Response) {
    response.json(await read(request, db => team(db, clock())) satisfies Team)
  }

  /** Gives out the link: to whoever invites, and by mail to the one invited. */
  async function invite(request: Request, response: Response, make: (context: Context) => Promise<Invitee>) {
    const [outboxId = 0] = await ids(1)
    const invited: Invited = await act(request, async context => mailInvitation(context, mailing, { outboxId, ...await make(context) }))
    response.status(201).json(invited)
  }

  routes.get('/team', can('agents:manage'), answer)

  routes.post('/team', can('agents:manage'), async (request, response) => {
    const newcomer = NewMember.parse(request.body)
    await invite(request, response, async (context) => {
      const { agentId, invitation } = await addAgent(context, { ...newcomer, passwordHash: null })
      return { agentId, token: invitation ?? '' }
    })
  })

  routes.post('/team/:id', can('agents:manage'), async (request, response) => {
    const [id, input] = [idOf(request), MemberChange.parse(request.body)]
    await act(request, context => changeMember(context, id, input))
    await answer(request, response)
  })

  routes.post('/team/:id/invitation', can('agents:manage'), async (request, response) => {
    const agentId = idOf(request)
    await invite(request, response, async context => ({ agentId, token: await inviteAnew(context, agentId) }))
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
