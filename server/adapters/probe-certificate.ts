import { once } from 'node:events'
import { isIP } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { z } from 'zod'
import type { ProbePort } from '../workflows/ports.ts'
import { certificateOn } from './peer-certificate.ts'
import { Host, refuseOwn, until, type ProbeSettings } from './probe-asked.ts'
import { unreached } from './probe-reasons.ts'
import { publicLookup } from './public-address.ts'
import { asked } from '../workflows/asked.ts'

const PATIENCE_MS = 10_000
const DAY_MS = 86_400_000

const Asked = z.object({ host: Host, port: z.coerce.number().int().min(1).max(65535).default(443) })

/** The certificate that a server shows: whether it is trusted for that name now, until when, by whom and for which names. */
export const certificateProbe = ({ isAllowed, patienceMs = PATIENCE_MS }: ProbeSettings): ProbePort => ({
  takes: { needed: ['host'], optional: ['port'] },
  gives: ['expires', 'issuer', 'names', 'days'],
  async look({ with: given, signal }) {
    const { host, port } = asked(Asked, given)
    refuseOwn(host, isAllowed)
    // Looked at however bad it is: whether it may be trusted is what we tell.
    const socket = connect({ host, port, lookup: publicLookup(isAllowed), rejectUnauthorized: false, ...isIP(host) > 0 ? {} : { servername: host } })
    const isOver = until(signal, patienceMs)
    try {
      await once(socket, 'secureConnect', { signal: isOver })
      return told(host, socket)
    }
    catch (error) {
      return { passed: false, says: `${host}: ${unreached(error)}`, result: {} }
    }
    finally {
      socket.destroy()
    }
  },
})

function told(host: string, socket: TLSSocket): Awaited<ReturnType<ProbePort['look']>> {
  const shown = certificateOn(socket)
  if (!shown) return { passed: false, says: `${host}: it shows no certificate`, result: {} }
  const { expires, issuer, names } = shown
  const result = { expires: new Date(expires).toISOString(), issuer, names, days: Math.floor((expires - Date.now()) / DAY_MS) }
  const doubt = socket.authorized ? '' : `, ${unreached({ code: codeOf(socket) })}`
  return { passed: socket.authorized, says: `${host}: ${result.issuer}, ${result.expires.slice(0, 10)}${doubt}`, result }
}

/** Node names the reason by its code, whatever the types say. */
const codeOf = ({ authorizationError: why }: TLSSocket): string => String((why as { code?: unknown } | null)?.code ?? why)
