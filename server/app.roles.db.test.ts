import { afterAll, beforeAll, expect, test } from 'vitest'
import { builtInRoles, Permission, type Role } from './accounts/contract.ts'
import { permissionsOf } from './accounts/permissions.ts'
import { eachEngine } from './testing/databases.ts'
import { allRoutes, type ApiRoute } from './testing/routes.ts'
import { served } from './testing/served.ts'

const guarded = allRoutes().filter(({ admits }) => admits !== 'anyone')
const OF_ONESELF = ['oneself', 'enrolling']

/** Something that is not there: a right answer to whoever may ask is that it is missing, or that the request makes no sense. */
const addressOf = ({ path }: ApiRoute) => `/api${path.replaceAll(/:\w+/g, '9999999999')}`

eachEngine('every route, role by role', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  beforeAll(async () => { web = await served(open()) })
  afterAll(() => web.stop())

  const statusOf = async (route: ApiRoute, cookie?: string) => {
    const method = route.method.toUpperCase()
    const response = await web.send(addressOf(route), { method, ...(cookie ? { cookie } : {}), ...(method === 'GET' ? {} : { body: {} }) })
    await response.arrayBuffer()
    return response.status
  }

  /** Where the answer is not what the permissions of a role say. */
  async function surprises(role: Role, permissions: readonly string[]) {
    const found: string[] = []
    let { cookie } = await web.agent(role)
    for (const route of guarded) {
      const status = await statusOf(route, cookie)
      const isAllowed = OF_ONESELF.includes(route.admits ?? '') || permissions.includes(route.admits ?? '')
      if (isAllowed ? [401, 403].includes(status) || status >= 500 : status !== 403) found.push(`${route.name} answered ${status}`)
      // Whoever was let in may have signed out, or changed who they are.
      if (status !== 403) ({ cookie } = await web.agent(role))
    }
    return found
  }

  test('signed out, nobody is let in anywhere', async () => {
    const statuses = await Promise.all(guarded.map(async route => `${route.name} ${await statusOf(route)}`))
    expect(statuses).toEqual(guarded.map(({ name }) => `${name} 401`))
  })

  test.each(builtInRoles)('a %s may do what the role says, and nothing else', async (role) => {
    expect(await surprises(role, permissionsOf(role))).toEqual([])
  })

  test.each(Permission.options)('a role of one\'s own with %s alone may do that, and nothing else', async (permission) => {
    const name = `Seul ${permission}`
    await open().transaction(db => db('roles').insert({ name, permissions: JSON.stringify([permission]), second_factor: false, created_at: 0 }))
    expect(await surprises(name, [permission])).toEqual([])
  })

  test('whoever must set up a second factor first may set it up, and nothing else', async () => {
    await open().transaction(db => db('roles').insert({ name: 'À enrôler', permissions: JSON.stringify(Permission.options), second_factor: true, created_at: 0 }))
    const { cookie } = await web.agent('À enrôler')
    const open403 = await Promise.all(guarded.map(async route => [route.name, await statusOf(route, cookie)] as const))
    const letIn = open403.filter(([, status]) => status !== 403).map(([name]) => name)
    expect(letIn).toEqual(guarded.filter(({ admits }) => admits === 'enrolling').map(({ name }) => name))
  })
})
