import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { RemoteFailure } from '../platform/errors.ts'
import type { AskWeb } from './web.ts'

/** What a simulated API is asked. Names of headers are in lower case. */
export type SimAsked = { method: string, path: string, query: URLSearchParams, headers: Readonly<Record<string, string>>, body: string }
/** What it answers; a body that is no text becomes JSON. */
export type SimReply = { status: number, body?: unknown, headers?: Readonly<Record<string, string>> }
export type SimApi = (asked: SimAsked) => SimReply

/** What goes wrong with the next request whose method and path contain `at`: before it had its effect, or after. `nonsense`: the answer cannot be read. */
export type SimFault = { at: string, kind: 'silence-before' | 'silence-after' | '429' | '500' | 'nonsense' }

/** An API that may be silent. */
export type FaultyApi = (asked: SimAsked) => SimReply | 'silence'

/** The same API, which goes wrong once for each of these. */
export const withFaults = (api: SimApi, faults: SimFault[]): FaultyApi => (asked) => {
  const index = faults.findIndex(({ at }) => `${asked.method} ${asked.path}`.includes(at))
  const [fault] = index < 0 ? [] : faults.splice(index, 1)
  switch (fault?.kind) {
    case undefined: return api(asked)
    case 'silence-before': return 'silence'
    case '429': return { status: 429, body: { message: 'Too many requests' }, headers: { 'retry-after': '1' } }
    case '500': return { status: 500, body: 'Internal Server Error' }
    case 'silence-after':
      api(asked)
      return 'silence'
    case 'nonsense':
      api(asked)
      return { status: 200, body: '<html>Welcome</html>' }
  }
}

/** Asks a simulated API without any network. Silence is a failure at once. */
export const askingHere = (api: FaultyApi): AskWeb => (address, { remote, method = 'GET', headers = {}, body = '' }) => Promise.resolve().then(() => {
  const { pathname, searchParams } = new URL(address)
  const reply = api({ method, path: pathname, query: searchParams, headers: lowered(headers), body })
  if (reply === 'silence') throw new RemoteFailure(remote, true, new Error('it did not answer within 20 seconds'))
  const answered = lowered(reply.headers ?? {})
  return { status: reply.status, header: name => answered[name.toLowerCase()] ?? null, text: textOf(reply) }
})

const lowered = (headers: Readonly<Record<string, string>>) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
const textOf = ({ body }: SimReply) => typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)

/** Serves a simulated API on a port of this machine. */
export async function servedHere(api: FaultyApi): Promise<{ url: string, stop: () => Promise<void> }> {
  const server = createServer((request, response) => { answer(api, request, response).catch(() => response.destroy()) })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}

async function answer(api: FaultyApi, request: IncomingMessage, response: ServerResponse) {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here.invalid')
  let body = ''
  for await (const chunk of request) body += String(chunk)
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  const reply = api({ method: request.method ?? 'GET', path: pathname, query: searchParams, headers, body })
  if (reply === 'silence') return
  response.writeHead(reply.status, { 'content-type': typeof reply.body === 'string' ? 'text/plain' : 'application/json', ...reply.headers }).end(textOf(reply))
}
