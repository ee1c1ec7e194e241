import { Router, type Request, type Response } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import type { Context } from '../../platform/context.ts'
import { idOf, type Http } from '../../platform/http.ts'
import type { WorkflowList } from '../contract.ts'
import { restore, retire, rollBack } from '../publishing/actions/change.ts'
import { workflowList } from '../publishing/queries.ts'
import { discardDraft, keepDraft, publishDraft } from './actions/compose.ts'
import { PublishDraft, RollBack, SaveDraft, WorkflowName, type DraftAnswer, type WorkflowSettingsList, type WorkflowVersions, type WorkflowYaml } from './contract.ts'
import { draftAnswer, settingsList, workflowVersions, yamlOf } from './queries.ts'

const nameOf = (request: Request) => WorkflowName.parse(request.params['name'])

/** Which workflows there are, and how they are composed and published. */
export function composingRoutes({ act, can, read }: Http<Permission>) {
  const routes = Router()

  routes.get('/workflows', can('runs:read'), async (request, response) => {
    response.json(await read(request, workflowList) satisfies WorkflowList)
  })

  routes.get('/workflows/all', can('workflows:manage'), async (request, response) => {
    response.json(await read(request, settingsList) satisfies WorkflowSettingsList)
  })

  async function answerDraft(request: Request, response: Response) {
    response.json(await read(request, db => draftAnswer(db, nameOf(request))) satisfies DraftAnswer)
  }

  routes.get('/workflows/:name/draft', can('workflows:manage'), answerDraft)

  routes.put('/workflows/:name/draft', can('workflows:manage'), async (request, response) => {
    const [name, input] = [nameOf(request), SaveDraft.parse(request.body)]
    await act(request, context => keepDraft(context, name, input))
    await answerDraft(request, response)
  })

  routes.delete('/workflows/:name/draft', can('workflows:manage'), async (request, response) => {
    const name = nameOf(request)
    await act(request, context => discardDraft(context, name))
    response.sendStatus(204)
  })

  async function answerVersions(request: Request, response: Response) {
    response.json(await read(request, db => workflowVersions(db, nameOf(request))) satisfies WorkflowVersions)
  }

  async function change(request: Request, response: Response, action: (context: Context, name: string) => Promise<unknown>) {
    const name = nameOf(request)
    await act(request, context => action(context, name))
    await answerVersions(request, response)
  }

  routes.get('/workflows/:name/versions', can('workflows:manage'), answerVersions)

  routes.get('/workflows/:name/versions/:number', can('workflows:manage'), async (request, response) => {
    const [name, number] = [nameOf(request), idOf(request, 'number')]
    response.json(await read(request, db => yamlOf(db, name, number)) satisfies WorkflowYaml)
  })

  routes.post('/workflows/:name/publish', can('workflows:manage'), async (request, response) => {
    const input = PublishDraft.parse(request.body)
    await change(request, response, (context, name) => publishDraft(context, name, input))
  })

  routes.post('/workflows/:name/roll-back', can('workflows:manage'), async (request, response) => {
    const { number } = RollBack.parse(request.body)
    await change(request, response, (context, name) => rollBack(context, name, number))
  })

  routes.post('/workflows/:name/retire', can('workflows:manage'), (request, response) => change(request, response, retire))
  routes.post('/workflows/:name/restore', can('workflows:manage'), (request, response) => change(request, response, restore))

  return routes
}
