import { Router, type Request, type Response } from 'express'
import type { Http } from '../../platform/http.ts'
import { Role, type Permission } from '../contract.ts'
import { addRole, changeRole, removeRole } from './actions/change.ts'
import { NewRole, RoleChange, type RoleList } from './contract.ts'
import { roleList } from './queries.ts'

const nameOf = (request: Request) => Role.parse(request.params['name'])

/** The roles there are, and what they may do. */
export function roleRoutes({ act, can, read }: Http<Permission>) {
  const routes = Router()

  async function answer(request: Request, response: Response) {
    response.json(await read(request, roleList) satisfies RoleList)
  }

  routes.get('/roles', can('agents:read'), answer)

  routes.post('/roles', can('roles:manage'), async (request, response) => {
    const input = NewRole.parse(request.body)
    await act(request, context => addRole(context, input))
    await answer(request, response.status(201))
  })

  routes.post('/roles/:name', can('roles:manage'), async (request, response) => {
    const [name, input] = [nameOf(request), RoleChange.parse(request.body)]
    await act(request, context => changeRole(context, name, input))
    await answer(request, response)
  })

  routes.delete('/roles/:name', can('roles:manage'), async (request, response) => {
    const name = nameOf(request)
    await act(request, context => removeRole(context, name))
    await answer(request, response)
  })

  return routes
}
