import type { IncomingMessage } from 'node:http'
import { useAgent } from 'request-filtering-agent'
import type { Fetched, PictureFailure } from '../tickets/pictures/fetched.ts'
import { namedPictureType, pictureTypeOf } from '../tickets/pictures/picture-type.ts'
import type { FetchPicture } from '../tickets/pictures/ports.ts'
import { askWeb } from './ask-web.ts'

const REDIRECTS = 3
const MOST_BYTES = 5 * 1024 * 1024
const MOST_HEADER_BYTES = 16 * 1024
const MOST_AT_ONCE = 8
const PATIENCE_MS = 10_000
// Only 2000::/3 is given out to the world; the agent knows most of the rest, not the IPv4 addresses of old at ::/96.
const NOT_GLOBAL = /^\[(?![23][0-9a-f]{3}:)/
const REDIRECTED = new Set([301, 302, 303, 307, 308])

// Nothing about who asks, and no encoding: a small answer that unfolds into a large one has no way in.
const HEADERS = { 'accept': 'image/png, image/jpeg, image/gif, image/webp', 'accept-encoding': 'identity', 'user-agent': 'Mozilla/5.0' }

/** For tests only: a server of their own that may be asked, and less patience. */
type ForTests = { loopbackPort?: number, patienceMs?: number }

class Failed extends Error {
  readonly why: PictureFailure

  constructor(why: PictureFailure) {
    super(why)
    this.why = why
  }
}

/**
 * Fetches pictures from the public networks. Whatever names the machine (an address in any writing, a host name, a redirect), the
 * address that is really connected to is judged, so that nothing of ours can be reached through it.
 */
export function remotePictures({ loopbackPort, patienceMs = PATIENCE_MS }: ForTests = {}): FetchPicture {
  const places = placesFor(MOST_AT_ONCE)
  return address => places(async () => {
    const signal = AbortSignal.timeout(patienceMs)
    try {
      return await follow(address, { signal, loopbackPort })
    }
    catch (error) {
      if (error instanceof Failed) return { failure: error.why }
      return { failure: signal.aborted ? 'too-slow' : reasonOf(error) }
    }
  })
}

type Asking = { signal: AbortSignal, loopbackPort: number | undefined }

async function follow(address: string, asking: Asking): Promise<Fetched> {
  let url = URL.parse(address)
  for (let hop = 0; hop <= REDIRECTS; hop += 1) {
    if (!url || !isAskable(url, asking)) throw new Failed('refused-address')
    const response = await ask(url, asking)
    if (!REDIRECTED.has(response.statusCode ?? 0)) return pictureIn(response)
    response.destroy()
    url = URL.parse(response.headers.location ?? '', url)
  }
  throw new Failed('too-many-redirects')
}

/** Only the usual ports; a user name in an address is a trick or a secret. */
function isAskable(url: URL, { loopbackPort }: Asking): boolean {
  if (!['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '' || NOT_GLOBAL.test(url.hostname)) return false
  return url.port === '' || isOfTheTest(url, loopbackPort)
}

const isOfTheTest = (url: URL, port: number | undefined) => port !== undefined && url.hostname === '127.0.0.1' && url.port === String(port)

function ask(url: URL, { signal, loopbackPort }: Asking): Promise<IncomingMessage> {
  const agent = useAgent(url.href, { keepAlive: false, ...(isOfTheTest(url, loopbackPort) ? { allowIPAddressList: ['127.0.0.1'] } : {}) })
  return askWeb(url, { agent, signal, headers: HEADERS, maxHeaderSize: MOST_HEADER_BYTES })
}

async function pictureIn(response: IncomingMessage): Promise<Fetched> {
  // Whatever is wrong, the rest of the answer is not waited for.
  try {
    const { 'content-type': type = '', 'content-encoding': encoding = 'identity', 'content-length': length = '0' } = response.headers
    if (response.statusCode !== 200) throw new Failed('unreachable')
    if (encoding !== 'identity' || namedPictureType(type) === null) throw new Failed('no-picture')
    if (Number(length) > MOST_BYTES) throw new Failed('too-large')
    const bytes = await read(response)
    const found = pictureTypeOf(bytes)
    if (found === null) throw new Failed('no-picture')
    return { picture: { type: found, bytes } }
  }
  finally {
    response.destroy()
  }
}

async function read(response: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MOST_BYTES) throw new Failed('too-large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The agent refuses a machine by words alone. */
const reasonOf = (error: unknown): PictureFailure => error instanceof Error && error.message.includes('is not allowed') ? 'refused-address' : 'unreachable'

/** Lets so many work at once; the others wait for their turn. */
function placesFor(most: number) {
  const waiting: (() => void)[] = []
  let busy = 0
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (busy < most) busy += 1
    else await new Promise<void>(resolve => waiting.push(resolve))
    try {
      return await work()
    }
    finally {
      const next = waiting.shift()
      if (next) next()
      else busy -= 1
    }
  }
}
