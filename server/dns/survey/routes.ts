import { Router } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { idOf, type Http } from '../../platform/http.ts'
import { askForSurvey } from './actions/ask.ts'
import type { Surveys } from './actions/run.ts'
import { SurveyQuery, SurveyRequest, type SurveyAnswer, type SurveyList } from './contract.ts'
import { surveyById, surveys } from './queries.ts'

/** Without anybody who looks: what is asked for stays unanswered. */
const nobody: Pick<Surveys, 'begin' | 'ours'> = { begin: () => undefined, ours: { nameServers: [], mailHosts: [] } }

/** Surveys of domains: asked for, and read. */
export function surveyRoutes({ act, can, read }: Http<Permission>, { surveys: { begin, ours } = nobody, clock }: { surveys?: Pick<Surveys, 'begin' | 'ours'>, clock: () => Date }) {
  const routes = Router()
  const ground = () => ({ ours, now: clock().getTime() })

  routes.post('/surveys', can('runs:work'), async (request, response) => {
    const input = SurveyRequest.parse(request.body)
    const at = clock()
    const asked = await act(request, context => askForSurvey(context, input))
    if (asked.isNew) begin({ ...asked, at })
    response.status(asked.isNew ? 201 : 200).json({ survey: await read(request, db => surveyById(db, asked.id, ground())) } satisfies SurveyAnswer)
  })

  routes.get('/surveys', can('runs:read'), async (request, response) => {
    const query = SurveyQuery.parse(request.query)
    response.json({ surveys: await read(request, db => surveys(db, { ...query, now: clock().getTime() })) } satisfies SurveyList)
  })

  routes.get('/surveys/:id', can('runs:read'), async (request, response) => {
    const id = idOf(request)
    response.json({ survey: await read(request, db => surveyById(db, id, ground())) } satisfies SurveyAnswer)
  })

  return routes
}
