import { Router, type Request } from 'express'
import type { Database } from '../../platform/db.ts'
import type { Http } from '../../platform/http.ts'
import type { Secrets } from '../../platform/secrets.ts'
import { confirmPassword } from '../actions/confirm-password.ts'
import type { Permission } from '../contract.ts'
import { emailOf } from '../queries.ts'
import { beginEnrolment, confirmEnrolment, renewRecoveryCodes } from './actions/enrol.ts'
import { turnOff } from './actions/remove.ts'
import { ConfirmEnrolment, PasswordAgain, type Enrolment, type RecoveryCodes, type SecondFactor } from './contract.ts'
import { secondFactorOf } from './queries.ts'

type World = { database: Database, clock: () => Date, secrets: Secrets, baseUrl: string }

/** One's own second factor: set up, confirmed, turned off, its recovery codes renewed. Whoever must have one may set it up before anything else. */
export function secondFactorRoutes({ read, visitor, oneself, enrolling }: Http<Permission>, { database, clock, secrets, baseUrl }: World) {
  const routes = Router()
  const issuer = `Permanence ${new URL(baseUrl).hostname}`

  /** The one who asks, as the actor of what they do to their own account. */
  const own = (request: Request) => ({ now: clock(), actor: { kind: 'agent', id: visitor(request).agentId } as const })

  async function confirmed(request: Request) {
    const { password } = PasswordAgain.parse(request.body)
    await confirmPassword({ database, now: clock() }, { agentId: visitor(request).agentId, address: request.ip ?? '', password })
  }

  routes.get('/account/second-factor', enrolling, async (request, response) => {
    response.json(await read(request, (db, { agentId }) => secondFactorOf(db, agentId)) satisfies SecondFactor)
  })

  routes.post('/account/second-factor', enrolling, async (request, response) => {
    await confirmed(request)
    const email = await read(request, (db, { agentId }) => emailOf(db, agentId))
    const enrolment: Enrolment = await database.transaction(db => beginEnrolment({ ...own(request), db }, { secrets, issuer, email }))
    response.status(201).json(enrolment)
  })

  routes.post('/account/second-factor/confirm', enrolling, async (request, response) => {
    const { code } = ConfirmEnrolment.parse(request.body)
    const recoveryCodes = await confirmEnrolment({ database, secrets, now: clock() }, visitor(request).agentId, { code, address: request.ip ?? '' })
    response.json({ recoveryCodes } satisfies RecoveryCodes)
  })

  routes.post('/account/second-factor/recovery-codes', oneself, async (request, response) => {
    await confirmed(request)
    const recoveryCodes = await database.transaction(db => renewRecoveryCodes({ ...own(request), db }))
    response.json({ recoveryCodes } satisfies RecoveryCodes)
  })

  routes.post('/account/second-factor/remove', oneself, async (request, response) => {
    await confirmed(request)
    await database.transaction(db => turnOff({ ...own(request), db }))
    response.json(await read(request, (db, { agentId }) => secondFactorOf(db, agentId)) satisfies SecondFactor)
  })

  return routes
}
