import { Router } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { surveyedZone } from '../../dns/survey/queries.ts'
import type { Http } from '../../platform/http.ts'
import { domainOf, planOf, type ZoneWorld } from './actions/plan.ts'
import { pastedZone, surveyedBefore, zoneRefusal } from './before.ts'
import { ZonePlanRequest, type ZonePlanAnswer } from './contract.ts'

type World = Omit<ZoneWorld, 'ours'> & { surveys?: { ours: NonNullable<ZoneWorld['ours']> } }

/** What becomes of zones that come to our hosting. */
export function zoneRoutes({ can, read }: Http<Permission>, { hosting, lookAtServed, surveys }: World) {
  const routes = Router()

  routes.post('/zones/plan', can('runs:work'), async (request, response) => {
    const { zone, surveyId, domain: written, ...wished } = ZonePlanRequest.parse(request.body)
    const domain = domainOf(written)
    if (zone === undefined && surveyId === undefined) throw zoneRefusal('Paste a zone as text, or say which survey found it', { why: 'empty' })
    const before = zone === undefined ? surveyedBefore(await read(request, db => surveyedZone(db, surveyId ?? 0)), domain) : pastedZone(zone, `${domain}.`)
    response.json(await planOf({ hosting, lookAtServed, ours: surveys?.ours }, before, { domain, ...wished }) satisfies ZonePlanAnswer)
  })

  return routes
}
