import { Resolver } from 'node:dns/promises'
import { z } from 'zod'
import { RemoteFailure } from '../platform/errors.ts'
import type { ProbePort } from '../workflows/ports.ts'
import { Host, type ProbeSettings } from './probe-asked.ts'
import { asked } from '../workflows/asked.ts'

const PATIENCE_MS = 3_000
const MOST_ANSWERS = 50
const MOST_LENGTH = 500
// The name does not exist, or has nothing of this kind: an answer, and not the one that is waited for.
const NOTHING = new Set(['ENOTFOUND', 'ENODATA'])

const Expected = z.union([z.string(), z.array(z.string()).max(MOST_ANSWERS)]).transform(one => typeof one === 'string' ? [one] : one)
const Asked = z.object({ name: Host, type: z.string().trim().toUpperCase().pipe(z.enum(['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT', 'CAA', 'SOA'])), expected: Expected.optional() })
type Type = z.infer<typeof Asked>['type']

/** What a name leads to. Passes once everything expected is among it; without anything expected, once there is something. */
export const dnsProbe = ({ nameservers, patienceMs = PATIENCE_MS }: ProbeSettings): ProbePort => ({
  takes: { needed: ['name', 'type'], optional: ['expected'] },
  gives: ['answers'],
  async look({ with: given, signal }) {
    const { name, type, expected } = asked(Asked, given)
    const resolver = new Resolver({ timeout: patienceMs, tries: 2 })
    if (nameservers) resolver.setServers(nameservers)
    const stop = () => resolver.cancel()
    signal.addEventListener('abort', stop, { once: true })
    try {
      const answers = await answersOf(resolver, { name, type })
      const lacking = (expected ?? []).filter(one => !answers.some(answer => isSame(answer, one, type)))
      const passed = answers.length > 0 && lacking.length === 0
      return { passed, says: `${name} ${type}: ${answers.join(', ').slice(0, MOST_LENGTH) || '-'}`, result: { answers } }
    }
    finally {
      signal.removeEventListener('abort', stop)
    }
  },
})

async function answersOf(resolver: Resolver, { name, type }: { name: string, type: Type }): Promise<string[]> {
  try {
    const found: unknown = await resolver.resolve(name, type)
    return (Array.isArray(found) ? found : [found]).slice(0, MOST_ANSWERS).map(one => wordsOf(one).slice(0, MOST_LENGTH)).sort()
  }
  catch (error) {
    const code = String((error as { code?: unknown }).code)
    if (NOTHING.has(code)) return []
    throw new RemoteFailure('DNS', true, new Error(code))
  }
}

/** A record as zones write it: `10 mx.example`, the parts of a text together. */
function wordsOf(record: unknown): string {
  if (typeof record === 'string') return record
  if (Array.isArray(record)) return record.join('')
  const { priority, exchange, nsname, hostmaster, serial, critical, ...others } = record as Record<string, string | number>
  if (exchange !== undefined) return `${priority} ${exchange}`
  if (nsname !== undefined) return `${nsname} ${hostmaster} ${serial}`
  const [[tag = '', value = ''] = []] = Object.entries(others).filter(([name]) => name !== 'type')
  return `${critical ?? 0} ${tag} ${value}`
}

/** Names are the same in any case and with or without the last dot; a text is what it is. */
const isSame = (answer: string, expected: string, type: Type) => type === 'TXT' ? answer === expected : plain(answer) === plain(expected)
const plain = (name: string) => name.trim().toLowerCase().replace(/\.$/, '')
