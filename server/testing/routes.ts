import { join } from 'node:path'
import { messageHtml } from '../adapters/message-html.ts'
import { apiRoutes } from '../app.ts'
import { openDatabase } from '../platform/db.ts'
import { logTo } from '../platform/log.ts'
import { metricsOf } from '../platform/metrics.ts'
import { temporaryFolder } from './children.ts'
import { emptySearch, forgetful, noBytes, noIntake, noPicture, testSecrets } from './served.ts'

/** A route of the API: how it is asked for, and whom its guard admits. */
export type ApiRoute = { name: string, method: string, path: string, admits: string | undefined }

type Layer = { route?: { path: string, stack: { method: string, handle: unknown }[] } }

/** Every route of the API, from the routers that the server itself uses. */
export function allRoutes(): ApiRoute[] {
  const database = openDatabase(`sqlite:${join(temporaryFolder('routes'), 'never-opened.db')}`)
  const routers = apiRoutes({
    baseUrl: 'http://127.0.0.1', log: logTo('silent'), database, clock: () => new Date(), ids: () => Promise.resolve([]),
    search: emptySearch, bytes: noBytes, blobs: forgetful, takeIn: noIntake, messageHtml: messageHtml(), fetchPicture: noPicture, metrics: metricsOf([]), secrets: testSecrets,
  })
  return routers.flatMap(router => (router.stack as unknown as Layer[]).map(({ route }) => route)).map((route) => {
    if (!route) throw new Error('Routers of modules hold routes alone: what guards them is on each of them')
    const [first] = route.stack
    const method = first?.method ?? ''
    return { name: `${method} ${route.path}`, method, path: route.path, admits: (first?.handle as { admits?: string } | undefined)?.admits }
  })
}
