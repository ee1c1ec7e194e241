import type { IncomingMessage } from 'node:http'
import { isIP, type LookupFunction } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { LookAtWeb } from '../dns/ports.ts'
import { askWeb } from './ask-web.ts'
import { certificateOn } from './peer-certificate.ts'
import { until, type ProbeSettings } from './probe-asked.ts'
import { unreached } from './probe-reasons.ts'
import { isPublicAddress, publicLookup } from './public-address.ts'

const PATIENCE_MS = 10_000
const MOST_HEADER_BYTES = 16 * 1024
const MOST_LOCATION = 1000

type Look = Awaited<ReturnType<LookAtWeb>>

/** Looks at pages of the public networks: what they answer and the certificate they show, however bad it is. What a page says is not read. */
export const lookAtWeb = ({ isAllowed = isPublicAddress, anyPort = false, patienceMs = PATIENCE_MS }: ProbeSettings = {}): LookAtWeb => async ({ url: written, at, signal }) => {
  const nothing: Look = { url: written, address: at ?? null, status: null, location: null, certificate: null, failure: null }
  const url = URL.parse(written)
  if (!url || !isAskable(url, anyPort)) return { ...nothing, failure: 'this is no address of a page that is looked at' }
  const host = at ?? url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) > 0 && !isAllowed(host)) return { ...nothing, failure: 'its name leads to no public address' }
  try {
    return { ...nothing, ...await ask(url, { signal: until(signal ?? new AbortController().signal, patienceMs), lookup: at === undefined ? publicLookup(isAllowed) : only(at) }) }
  }
  catch (error) {
    return { ...nothing, failure: unreached(error) }
  }
}

const isAskable = ({ protocol, username, password, port }: URL, anyPort: boolean) => ['http:', 'https:'].includes(protocol) && username === '' && password === '' && (port === '' || anyPort)

/** Wherever the name leads, it leads there. */
const only = (address: string): LookupFunction => (_host, options, callback) => {
  const family = isIP(address)
  if (options.all) callback(null, [{ address, family }])
  else callback(null, address, family)
}

async function ask(url: URL, options: { signal: AbortSignal, lookup: LookupFunction }): Promise<Pick<Look, 'address' | 'status' | 'location' | 'certificate'>> {
  const name = url.hostname
  const response = await askWeb(url, {
    ...options, agent: false, headers: { 'user-agent': 'Permanence' }, maxHeaderSize: MOST_HEADER_BYTES,
    // Looked at however bad it is: whether it may be trusted is what we tell.
    rejectUnauthorized: false, ...isIP(name.replace(/^\[|\]$/g, '')) > 0 ? {} : { servername: name },
  })
  const seen = told(response)
  response.destroy()
  return seen
}

function told({ socket, statusCode, headers: { location } }: IncomingMessage): Pick<Look, 'address' | 'status' | 'location' | 'certificate'> {
  const shown = socket instanceof TLSSocket ? certificateOn(socket) : undefined
  return {
    address: socket.remoteAddress ?? null,
    status: statusCode ?? null,
    location: location?.slice(0, MOST_LOCATION) ?? null,
    certificate: shown ? { trusted: (socket as TLSSocket).authorized, names: shown.names, issuer: shown.issuer, expiresAt: shown.expires } : null,
  }
}
