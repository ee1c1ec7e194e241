import { Router, type Request, type RequestHandler, type Response } from 'express'
import type { Asset } from './assets.ts'
import { troubles, type Examined } from './health.ts'
import type { Metrics } from './metrics.ts'

/** Whether this process lives, whether it can work, and its figures. */
export function healthRoutes({ clock, metrics, ...examined }: Examined & { clock: () => Date, metrics: Metrics }): Router {
  const routes = Router()
  // Alive: the event loop turns. Whether it can work is another question.
  routes.get('/healthz', (_request, response) => void response.json({ status: 'alive' }))

  routes.get('/readyz', async (_request, response) => {
    const found = await troubles(examined, clock())
    response.status(found.length === 0 ? 200 : 503).json(found.length === 0 ? { status: 'ready' } : { status: 'not ready', troubles: found })
  })

  routes.get('/metrics', async (_request, response) => {
    response.set('Content-Type', metrics.contentType).end(await metrics.print())
  })
  return routes
}

const NEVER_BUILT = '<!doctype html><meta charset="utf-8"><title>Permanence</title><p>La console n’a pas été construite\u00A0: lancez <code>npm run build</code>, puis redémarrez.</p><p lang="en">The console has not been built: run <code>npm run build</code>, then start again.</p>'

const isPage = (request: Request) => request.accepts(['json', 'html']) === 'html' && !/^\/(assets|aide)(\/|$)/.test(request.path)

/** The console: its files, and its one page at every other address a person may visit. */
export function consoleFiles(assets: ReadonlyMap<string, Asset>): RequestHandler {
  return async (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    // Whoever takes anything, a monitor for example, finds it at its own address.
    const asset = assets.get(request.path === '/' ? '/index.html' : request.path) ?? (isPage(request) ? assets.get('/index.html') : undefined)
    if (asset) return hand(asset, request, response)
    if (!isPage(request)) return next()
    response.status(503).type('html').send(NEVER_BUILT)
  }
}

async function hand(asset: Asset, request: Request, response: Response) {
  const encoding = asset.encodings.find(one => request.acceptsEncodings(one) === one) ?? 'identity'
  response.set({
    'Content-Type': asset.type,
    'Cache-Control': asset.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: asset.etag,
    Vary: 'Accept-Encoding',
  })
  if (request.fresh) return void response.status(304).end()
  if (encoding !== 'identity') response.set('Content-Encoding', encoding)
  const bytes = await asset.bytes(encoding)
  response.set('Content-Length', String(bytes.length)).end(request.method === 'HEAD' ? undefined : bytes)
}
