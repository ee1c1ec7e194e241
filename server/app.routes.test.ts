import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Permission } from './accounts/contract.ts'
import { apiRoutes } from './app.ts'
import { openDatabase } from './platform/db.ts'
import { logTo } from './platform/log.ts'
import { metricsOf } from './platform/metrics.ts'
import { temporaryFolder } from './testing/children.ts'
import { rewritten } from './adapters/mail-html.ts'
import { emptySearch, forgetful, noBytes, noIntake, noPicture, testSecrets } from './testing/served.ts'

/** Whoever adds a line here says why a stranger may ask for it. */
const FOR_ANYONE = [
  // Nobody is signed in before they sign in.
  'get /session', 'post /session', 'delete /session',
  // Half a session is looked for in the cookie.
  'post /session/code',
  // The token is the permission.
  'post /invitations/accept',
  // Whoever forgot a password cannot sign in; the token is the permission.
  'post /password-resets', 'post /password-resets/accept',
]

/** What concerns one's own account alone, and asks for no permission. */
const OF_ONESELF = ['oneself', 'enrolling']

type Layer = { route?: { path: string, stack: { method: string, handle: unknown }[] } }

function allRoutes() {
  const database = openDatabase(`sqlite:${join(temporaryFolder('routes'), 'never-opened.db')}`)
  const routers = apiRoutes({
    baseUrl: 'http://127.0.0.1', log: logTo('silent'), database, clock: () => new Date(), ids: () => Promise.resolve([]),
    search: emptySearch, bytes: noBytes, blobs: forgetful, takeIn: noIntake, rewriteHtml: rewritten, fetchPicture: noPicture, metrics: metricsOf([]), secrets: testSecrets,
  })
  return routers.flatMap(router => (router.stack as unknown as Layer[]).map(({ route }) => route)).map((route) => {
    if (!route) throw new Error('Routers of modules hold routes alone: what guards them is on each of them')
    const [first] = route.stack
    return { name: `${first?.method} ${route.path}`, admits: (first?.handle as { admits?: string } | undefined)?.admits }
  })
}

const routes = allRoutes()

test('there are routes to look at', () => {
  expect(routes.length).toBeGreaterThan(14)
})

test.each(routes)('$name says whom it admits', ({ name, admits }) => {
  if (FOR_ANYONE.includes(name)) expect(admits).toBe('anyone')
  else expect([...Permission.options, ...OF_ONESELF]).toContain(admits)
})

test('no line of the list of public routes is left over', () => {
  expect(routes.filter(({ admits }) => admits === 'anyone').map(({ name }) => name).sort()).toEqual([...FOR_ANYONE].sort())
})
