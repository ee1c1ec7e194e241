import { RemoteFailure } from '../platform/errors.ts'
import type { FetchText } from '../channels/sources/ports.ts'

/** What is asked of a web server, and how long and how much we put up with. `remote` is how it is called in sentences. */
export type WebQuestion = { remote: string, method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', headers?: Record<string, string>, body?: string, patienceMs?: number, mostBytes?: number, until?: AbortSignal | undefined }

/** What it answered, whatever its status; redirects are answers. */
export type WebAnswer = { status: number, header: (name: string) => string | null, text: string }

/** How an adapter asks: by `askWeb`, or a simulator that is here. */
export type AskWeb = (address: string, question: WebQuestion) => Promise<WebAnswer>

const PATIENCE_MS = 20_000
const MOST_BYTES = 8 * 1024 * 1024

/** Asks a web server, within limits of time and size. Fails with a RemoteFailure, in a sentence without what was asked. */
export async function askWeb(address: string, question: WebQuestion): Promise<WebAnswer> {
  const { remote, patienceMs = PATIENCE_MS, mostBytes = MOST_BYTES, until } = question
  const patience = AbortSignal.timeout(patienceMs)
  const signal = AbortSignal.any([patience, ...until ? [until] : []])
  try {
    const response = await ask(address, question, signal)
    const text = await textOf(response, mostBytes)
    if (text === undefined) throw new RemoteFailure(remote, true, new Error(`its answer is larger than ${mostBytes / 1024 / 1024} MB`))
    return { status: response.status, header: name => response.headers.get(name), text }
  }
  catch (error) {
    if (patience.aborted) throw new RemoteFailure(remote, true, new Error(`it did not answer within ${Math.ceil(patienceMs / 1000)} seconds`))
    throw error instanceof RemoteFailure ? error : new RemoteFailure(remote, true, new Error(whyOf(error)))
  }
}

const ask = (address: string, { method = 'GET', headers = {}, body }: WebQuestion, signal: AbortSignal) =>
  fetch(address, { method, headers: { 'user-agent': 'Permanence', ...headers }, redirect: 'manual', signal, body: body ?? null })

async function textOf({ body }: Response, mostBytes: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > mostBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const REASONS: Record<string, string> = {
  ENOTFOUND: 'its host is not known', EAI_AGAIN: 'its host cannot be looked up for now', ECONNREFUSED: 'nothing answers there', ECONNRESET: 'it broke off', UND_ERR_SOCKET: 'it broke off', EHOSTUNREACH: 'it cannot be reached',
}

/** The reason of `fetch` is in its cause, and may name the address with all that stands in it: only its code is told. */
function whyOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: unknown } }
  const code = typeof cause?.code === 'string' ? cause.code : 'no reason given'
  return REASONS[code] ?? (/CERT|TLS|SSL|ALTNAME/.test(code) ? `its certificate cannot be trusted (${code})` : `it cannot be asked (${code})`)
}

const MOST_REDIRECTS = 3
const MOST_FEED_BYTES = 2 * 1024 * 1024

/** Pages of the web as text. They may have moved within their host, and nowhere else: whoever set the address has seen that one. */
export const fetchText = ({ patienceMs = PATIENCE_MS } = {}): FetchText => async (address, until) => {
  let url = new URL(address)
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const answer = await askWeb(url.href, { remote: url.host, headers: { accept: 'application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8' }, patienceMs, until, mostBytes: MOST_FEED_BYTES })
    if (answer.status === 200) return answer.text
    url = movedTo(answer, url)
  }
  throw new RemoteFailure(url.host, false, new Error('the feed is moved on and on'))
}

function movedTo({ status, header }: WebAnswer, from: URL): URL {
  const next = status >= 300 && status < 400 ? URL.parse(header('location') ?? '', from) : null
  if (!next) throw new RemoteFailure(from.host, status >= 500 || status === 429, new Error(`it answers ${status} instead of a feed`))
  const isSafe = next.protocol === 'https:' || next.protocol === from.protocol
  if (next.hostname !== from.hostname || !isSafe) throw new RemoteFailure(from.host, false, new Error(`the feed has moved to ${next.host}: set its new address`))
  return next
}
