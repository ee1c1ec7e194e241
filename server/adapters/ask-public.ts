import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { RemoteFailure } from '../platform/errors.ts'
import { askWeb } from './ask-web.ts'
import { unreached } from './probe-reasons.ts'
import { isPublicAddress, publicLookup } from './public-address.ts'

const PATIENCE_MS = 10_000
const MOST_HEADER_BYTES = 16 * 1024
const MOST_REDIRECTS = 3
const REDIRECTED = new Set([301, 302, 303, 307, 308])

/** For tests: what may be asked beside the public networks and https, and less patience. */
export type PublicSettings = { isAllowed?: (address: string) => boolean, anyProtocol?: boolean, patienceMs?: number }

/** What is asked; `remote` is how it is called in sentences. */
type PublicQuestion = { remote: string, accept: string, mostBytes: number, until?: AbortSignal | undefined }
type PublicAnswer = { status: number, header: (name: string) => string | null, text: string, url: string }

/**
 * Asks a server of the public networks for a text, over https, and follows where it says that it went. The address that is really
 * connected to is judged each time: nothing of ours can be reached. Fails with a RemoteFailure.
 */
export async function askPublic(address: string, question: PublicQuestion, settings: PublicSettings = {}): Promise<PublicAnswer> {
  const { remote, until } = question
  const signal = AbortSignal.any([AbortSignal.timeout(settings.patienceMs ?? PATIENCE_MS), ...until ? [until] : []])
  try {
    return await follow(URL.parse(address), question, { signal, settings })
  }
  catch (error) {
    throw error instanceof RemoteFailure ? error : new RemoteFailure(remote, true, new Error(unreached(signal.aborted ? signal.reason : error)))
  }
}

type Asking = { signal: AbortSignal, settings: PublicSettings }

async function follow(from: URL | null, { remote, accept, mostBytes }: PublicQuestion, asking: Asking): Promise<PublicAnswer> {
  let url = from
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    if (!url || !isAskable(url, asking.settings)) throw new RemoteFailure(remote, false, new Error('it leads to an address that is not asked'))
    const response = await ask(url, accept, asking)
    if (!REDIRECTED.has(response.statusCode ?? 0)) return answerOf(response, { url, mostBytes, remote })
    response.destroy()
    url = response.headers.location === undefined ? null : URL.parse(response.headers.location, url)
  }
  throw new RemoteFailure(remote, true, new Error('it leads on and on'))
}

function isAskable({ protocol, username, password, hostname }: URL, { isAllowed = isPublicAddress, anyProtocol = false }: PublicSettings): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '')
  return (protocol === 'https:' || (anyProtocol && protocol === 'http:')) && username === '' && password === '' && (isIP(bare) === 0 || isAllowed(bare))
}

function ask(url: URL, accept: string, { signal, settings: { isAllowed } }: Asking): Promise<IncomingMessage> {
  // No encoding: a small answer that unfolds into a large one has no way in.
  const headers = { accept, 'accept-encoding': 'identity', 'user-agent': 'Permanence' }
  return askWeb(url, { signal, headers, agent: false, lookup: publicLookup(isAllowed), maxHeaderSize: MOST_HEADER_BYTES })
}

async function answerOf(response: IncomingMessage, { url, mostBytes, remote }: { url: URL, mostBytes: number, remote: string }): Promise<PublicAnswer> {
  const chunks: Buffer[] = []
  let size = 0
  // Leaving the loop closes the connection: the rest of what is too much is not waited for.
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > mostBytes) throw new RemoteFailure(remote, true, new Error('its answer is too large'))
    chunks.push(chunk)
  }
  const header = (name: string) => response.headersDistinct[name]?.[0] ?? null
  return { status: response.statusCode ?? 0, header, text: Buffer.concat(chunks).toString('utf8'), url: url.href }
}
