import { Router, type Request, type Response } from 'express'
import { cookieIn } from '../../platform/cookies.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/db.ts'
import type { Http } from '../../platform/http.ts'
import { sha256 } from '../../platform/signing.ts'
import type { Permission, SessionAnswer } from '../contract.ts'
import { sessionOf, shownSession } from '../queries.ts'
import { SESSION_COOKIE } from '../session.ts'
import { changePassword } from './actions/change-password.ts'
import { changeProfile } from './actions/change-profile.ts'
import { endOtherSessions, endSession } from './actions/end-sessions.ts'
import { PasswordChange, Profile, type OwnSessions } from './contract.ts'
import { ownSessions } from './queries.ts'

type World = { database: Database, clock: () => Date }
type Own = Context & { actor: { kind: 'agent', id: number } }

const digestOf = (request: Request) => sha256(cookieIn(request.get('cookie'), SESSION_COOKIE) ?? '')

/** One's own account: name, language, password, sessions. */
export function ownRoutes({ read, visitor, oneself }: Http<Permission>, { database, clock }: World) {
  const routes = Router()

  const actAsOneself = <T>(request: Request, action: (context: Own) => Promise<T>) =>
    database.transaction(db => action({ db, now: clock(), actor: { kind: 'agent', id: visitor(request).agentId } }))

  async function answerSessions(request: Request, response: Response) {
    const asked = { tokenHash: digestOf(request), now: clock() }
    response.json(await read(request, (db, { agentId }) => ownSessions(db, agentId, asked)) satisfies OwnSessions)
  }

  routes.post('/account/profile', oneself, async (request, response) => {
    const input = Profile.parse(request.body)
    await actAsOneself(request, context => changeProfile(context, input))
    response.json(shownSession(await sessionOf(database.reader, digestOf(request), clock())) satisfies SessionAnswer)
  })

  routes.post('/account/password', oneself, async (request, response) => {
    const input = PasswordChange.parse(request.body)
    const { agentId } = visitor(request)
    await changePassword({ database, now: clock() }, { agentId, address: request.ip ?? '', tokenHash: digestOf(request) }, input)
    await answerSessions(request, response)
  })

  routes.get('/account/sessions', oneself, answerSessions)

  routes.delete('/account/sessions/:key', oneself, async (request, response) => {
    await actAsOneself(request, context => endSession(context, String(request.params['key'])))
    await answerSessions(request, response)
  })

  routes.post('/account/sessions/end-others', oneself, async (request, response) => {
    await actAsOneself(request, context => endOtherSessions(context, digestOf(request)))
    await answerSessions(request, response)
  })

  return routes
}
