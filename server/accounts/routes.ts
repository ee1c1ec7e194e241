import { Router, type Request, type Response } from 'express'
import type { Database } from '../platform/db.ts'
import { cookieIn, cookieOf } from '../platform/cookies.ts'
import type { Http } from '../platform/http.ts'
import type { Secrets } from '../platform/secrets.ts'
import { sha256 } from '../platform/signing.ts'
import { acceptInvitation } from './actions/accept-invitation.ts'
import { keepSession } from './actions/keep-session.ts'
import type { Caller } from './actions/open-session.ts'
import { signIn } from './actions/sign-in.ts'
import { signOut } from './actions/sign-out.ts'
import { AcceptInvitation, EnterCode, SignIn, type Permission, type SessionAnswer } from './contract.ts'
import { activeAgents, sessionOf, shownSession } from './queries.ts'
import { enterCode } from './second-factor/actions/enter-code.ts'
import { isWorthProlonging, SESSION_COOKIE, SESSION_MS } from './session.ts'

type World = { database: Database, clock: () => Date, secure: boolean, secrets: Secrets }

const callerOf = (request: Request): Caller => ({ userAgent: request.get('user-agent'), address: request.ip ?? '' })
const tokenOf = (request: Request) => cookieIn(request.get('cookie'), SESSION_COOKIE)

/** Signing in and out, invitations, and who the agents are. */
export function accountRoutes({ can, read, anyone }: Http<Permission>, { database, clock, secure, secrets }: World) {
  const routes = Router()

  const keepCookie = (response: Response, token: string) =>
    response.append('Set-Cookie', cookieOf(SESSION_COOKIE, token, { maxAge: SESSION_MS / 1000, secure }))

  async function answerSignedIn(response: Response, token: string) {
    const session = await sessionOf(database.reader, sha256(token), clock())
    keepCookie(response, token).json(shownSession(session))
  }

  routes.get('/session', anyone, async (request, response) => {
    const [token, now] = [tokenOf(request), clock()]
    const session = token ? await sessionOf(database.reader, sha256(token), now) : undefined
    if (token && session && !session.awaitsCode && isWorthProlonging(session.expiresAt, now)) {
      await keepSession({ database, now }, token)
      keepCookie(response, token)
    }
    response.json(shownSession(session))
  })

  routes.post('/session', anyone, async (request, response) => {
    const input = SignIn.parse(request.body)
    await answerSignedIn(response, await signIn({ database, now: clock() }, input, callerOf(request)))
  })

  routes.post('/session/code', anyone, async (request, response) => {
    const { code } = EnterCode.parse(request.body)
    await answerSignedIn(response, await enterCode({ database, secrets, now: clock() }, { token: tokenOf(request) ?? '', code }, callerOf(request)))
  })

  routes.delete('/session', anyone, async (request, response) => {
    const token = tokenOf(request)
    if (token) await signOut({ database, now: clock() }, token)
    response.append('Set-Cookie', cookieOf(SESSION_COOKIE, '', { maxAge: 0, secure })).json({ session: null } satisfies SessionAnswer)
  })

  routes.post('/invitations/accept', anyone, async (request, response) => {
    const input = AcceptInvitation.parse(request.body)
    await answerSignedIn(response, await acceptInvitation({ database, now: clock() }, input, callerOf(request)))
  })

  routes.get('/agents', can('agents:read'), async (request, response) => {
    response.json({ agents: await read(request, activeAgents) })
  })

  return routes
}
