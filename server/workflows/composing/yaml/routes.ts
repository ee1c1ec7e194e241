import { Router } from 'express'
import type { Permission } from '../../../accounts/contract.ts'
import type { Http } from '../../../platform/http.ts'
import type { KnownPorts } from '../../definition/checking/places.ts'
import { readDefinition } from '../../definition/reading.ts'
import { findingsIn } from '../../definition/report.ts'
import type { WorkflowVersions } from '../contract.ts'
import { workflowVersions } from '../queries.ts'
import { publishYaml } from './actions.ts'
import { CheckYaml, PublishYaml, type YamlChecked } from './contract.ts'
import { previewOf } from './preview.ts'

/** Workflows that say more than a list: their text is checked, looked at and published. `ports`: what their steps may use. */
export function yamlRoutes({ act, can, read }: Http<Permission>, ports?: KnownPorts) {
  const routes = Router()

  routes.post('/workflows/yaml/check', can('workflows:manage'), (request, response) => {
    const { yaml } = CheckYaml.parse(request.body)
    const found = readDefinition(yaml)
    response.json({ findings: findingsIn(yaml, ports), workflow: 'definition' in found ? previewOf(found.definition) : null } satisfies YamlChecked)
  })

  routes.post('/workflows/yaml', can('workflows:manage'), async (request, response) => {
    const input = PublishYaml.parse(request.body)
    const { name } = await act(request, context => publishYaml(context, input, ports))
    response.json(await read(request, db => workflowVersions(db, name)) satisfies WorkflowVersions)
  })

  return routes
}
