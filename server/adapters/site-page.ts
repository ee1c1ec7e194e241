import type { IncomingMessage } from 'node:http'
import { isIP, type LookupFunction } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { AskPage, SiteCertificate, SitePage } from '../transfer/site/ports.ts'
import { askWeb } from './ask-web.ts'
import { until } from './probe-asked.ts'
import { certificateOn } from './peer-certificate.ts'
import { unreached } from './probe-reasons.ts'

const PATIENCE_MS = 15_000
const MOST_HEADER_BYTES = 16 * 1024
const MOST_BYTES = 256 * 1024
const MOST_LOCATION = 2000

/** Asks for pages at an address of ours. Whom it may ask is said by whoever names the address: it is the hosting's own. `port`: for tests. */
export const askSitePage = ({ port, patienceMs = PATIENCE_MS }: { port?: number, patienceMs?: number } = {}): AskPage => async ({ url: written, at, signal }) => {
  const url = URL.parse(written)
  if (!url || !isAskable(url) || isIP(at) === 0) return { failure: 'this is no address of a page that is looked at' }
  const patience = until(signal, patienceMs)
  try {
    return await ask(url, { ...port === undefined ? {} : { port }, signal: patience, lookup: only(at) })
  }
  catch (error) {
    return { failure: unreached(patience.aborted ? patience.reason : error) }
  }
}

const isAskable = ({ protocol, username, password, port }: URL) => ['http:', 'https:'].includes(protocol) && username === '' && password === '' && port === ''

/** Wherever the name leads, it leads there. */
const only = (address: string): LookupFunction => (_host, options, callback) => {
  const family = isIP(address)
  if (options.all) callback(null, [{ address, family }])
  else callback(null, address, family)
}

// A page that is packed would be unpacked without an end in sight.
const HEADERS = { 'user-agent': 'Permanence', 'accept': 'text/html,*/*;q=0.5', 'accept-encoding': 'identity' }

async function ask(url: URL, options: { signal: AbortSignal, lookup: LookupFunction, port?: number }): Promise<SitePage> {
  // Before the name leads here there is no certificate for it: whose it is, is asked afterwards.
  return read(await askWeb(url, { ...options, agent: false, headers: HEADERS, maxHeaderSize: MOST_HEADER_BYTES, rejectUnauthorized: false, servername: url.hostname }))
}

async function read(response: IncomingMessage): Promise<SitePage> {
  const { socket, statusCode, headers: { location, 'content-type': type = '' } } = response
  const page = { status: statusCode ?? 0, location: location?.slice(0, MOST_LOCATION) ?? null, certificate: socket instanceof TLSSocket ? certificateBy(socket) : null }
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size >= MOST_BYTES) break
  }
  response.destroy()
  return { ...page, text: textOf(Buffer.concat(chunks).subarray(0, MOST_BYTES), type) }
}

/** A charset that nobody knows is read as UTF-8: a page is judged by few words. */
function textOf(bytes: Buffer, type: string): string {
  const charset = /charset="?([\w-]{1,40})/i.exec(type)?.[1] ?? /<meta[^<>]{0,200}charset="?([\w-]{1,40})/i.exec(bytes.subarray(0, 2048).toString('latin1'))?.[1] ?? 'utf-8'
  try { return new TextDecoder(charset).decode(bytes) }
  catch { return bytes.toString('utf8') }
}

function certificateBy(socket: TLSSocket): SiteCertificate | null {
  const shown = certificateOn(socket)
  if (!shown) return null
  // Node names the reason by its code, whatever the types say.
  const { authorized: trusted, authorizationError: why } = socket
  return { ...shown, trusted, doubt: trusted ? '' : String((why as { code?: unknown } | null)?.code ?? why) }
}
