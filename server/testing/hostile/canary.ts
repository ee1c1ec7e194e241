import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server of an attacker: whoever asks it for anything is noted. */
export type Canary = {
  /** What an attacker would write: a host that the browser of the test takes to this server. */
  place: string
  port: number
  /** The paths that were asked for. */
  asked: string[]
  /** What it shows to whoever asks under `/shown/`, without noting it. */
  shows: (path: string) => string | undefined
  stop: () => Promise<void>
}

/** Names under this go to the loopback in a browser started with `canaryRule`. */
const HOST = 'canary.test'

export const canaryRule = `--host-resolver-rules=MAP *.${HOST} 127.0.0.1, MAP ${HOST} 127.0.0.1`

/** Starts it on a free port. */
export async function startCanary(): Promise<Canary> {
  const canary = { asked: [] as string[], shows: (_path: string): string | undefined => undefined }
  const server = createServer(({ url = '' }, response) => {
    if (url.startsWith('/shown/')) return show(response, canary.shows(url.slice('/shown/'.length)))
    if (!url.startsWith('/favicon')) canary.asked.push(url)
    response.setHeader('access-control-allow-origin', '*').end('')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return Object.assign(canary, {
    port,
    place: `http://${HOST}:${port}/asked`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  })
}

function show(response: ServerResponse, html: string | undefined) {
  response.statusCode = html === undefined ? 404 : 200
  response.setHeader('content-type', 'text/html; charset=utf-8').end(html === undefined ? '' : `<!doctype html><body>${html}`)
}
