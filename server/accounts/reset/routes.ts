import { setTimeout as wait } from 'node:timers/promises'
import { Router } from 'express'
import type { Database } from '../../platform/db.ts'
import type { Http } from '../../platform/http.ts'
import type { Ids } from '../../platform/ids.ts'
import type { Mailing } from '../actions/mail-agent.ts'
import type { Permission } from '../contract.ts'
import { acceptReset } from './actions/accept.ts'
import { askReset } from './actions/ask.ts'
import { AcceptReset, AskReset, type ResetAnswer } from './contract.ts'

type World = { database: Database, clock: () => Date, ids: Ids, mailing: Mailing }

// Writing a mail takes some milliseconds longer than writing none: nobody learns from it who is here.
const ANSWER_MS = 400

/** For those who forgot their password. */
export function resetRoutes({ anyone }: Http<Permission>, { database, clock, ids, mailing }: World) {
  const routes = Router()

  routes.post('/password-resets', anyone, async (request, response) => {
    const { email } = AskReset.parse(request.body)
    await Promise.all([askReset({ database, now: clock(), ids, mailing }, email, request.ip ?? ''), wait(ANSWER_MS)])
    response.status(202).json({} satisfies ResetAnswer)
  })

  routes.post('/password-resets/accept', anyone, async (request, response) => {
    await acceptReset({ database, now: clock() }, AcceptReset.parse(request.body))
    response.json({} satisfies ResetAnswer)
  })

  return routes
}
