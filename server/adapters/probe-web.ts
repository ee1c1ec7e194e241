import { z } from 'zod'
import { Refusal } from '../platform/errors.ts'
import type { ProbePort } from '../workflows/ports.ts'
import { askWeb } from './ask-web.ts'
import { refuseOwn, until, type ProbeSettings } from './probe-asked.ts'
import { unreached } from './probe-reasons.ts'
import { publicLookup } from './public-address.ts'
import { asked } from '../workflows/asked.ts'

const PATIENCE_MS = 10_000
const MOST_HEADER_BYTES = 16 * 1024

const Asked = z.object({ url: z.string().trim().max(2000), status: z.coerce.number().int().min(100).max(599).optional() })

/** Whether a page answers: with the status expected, or with any that is no failure. Redirects are answers; what the page says is not read. */
export const webProbe = ({ isAllowed, anyPort = false, patienceMs = PATIENCE_MS }: ProbeSettings): ProbePort => ({
  takes: { needed: ['url'], optional: ['status'] },
  gives: ['status', 'url'],
  async look({ with: given, signal }) {
    const { url: written, status: expected } = asked(Asked, given)
    const url = URL.parse(written)
    if (!url || !isAskable(url, anyPort)) throw new Refusal('invalid', 'This is no address of a page: it begins with http:// or https://, without a port, a name or a password')
    refuseOwn(url.hostname, isAllowed)
    try {
      const status = await statusOf(url, { signal: until(signal, patienceMs), lookup: publicLookup(isAllowed) })
      const passed = expected === undefined ? status < 400 : status === expected
      return { passed, says: `${url.host}: ${status}`, result: { status, url: url.href } }
    }
    catch (error) {
      return { passed: false, says: `${url.host}: ${unreached(error)}`, result: { url: url.href } }
    }
  },
})

const isAskable = ({ protocol, username, password, port }: URL, anyPort: boolean) => ['http:', 'https:'].includes(protocol) && username === '' && password === '' && (port === '' || anyPort)

async function statusOf(url: URL, options: { signal: AbortSignal, lookup: ReturnType<typeof publicLookup> }): Promise<number> {
  const response = await askWeb(url, { ...options, agent: false, headers: { 'user-agent': 'Permanence' }, maxHeaderSize: MOST_HEADER_BYTES })
  response.destroy()
  return response.statusCode ?? 0
}
