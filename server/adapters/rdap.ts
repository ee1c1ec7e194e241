import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { AskRegistry } from '../dns/ports.ts'
import { RemoteFailure } from '../platform/errors.ts'
import { askPublic, type PublicSettings } from './ask-public.ts'
import { registrationIn } from './rdap-answer.ts'
import { bootstrapBy, IANA_LIST } from './rdap-bootstrap.ts'
import { shippedServices, type RdapService } from './rdap-services.ts'

const KEPT_MS = 5 * 60_000
const MOST_KEPT = 500
const APART_MS = 2_000
const MOST_WAIT_MS = 20_000
const SLOW_DOWN_MS = 60_000
const MOST_SLOW_DOWN_MS = 3_600_000
const MOST_BYTES = 1024 * 1024
const MOST_LIST_BYTES = 4 * 1024 * 1024
const LIST_PATIENCE_MS = 5_000
const FILE = 'rdap-dns.json'

type Answer = Awaited<ReturnType<AskRegistry>>

/** For tests: registries of their own, how far questions to one are apart, and what may be asked beside the public networks. */
export type RdapSettings = PublicSettings & { dataDir: string, listAt?: string, shipped?: readonly RdapService[], leastLabels?: number, apartMs?: number, now?: () => number }

/**
 * Registries by RDAP. Polite: an answer is kept some minutes, questions to one registry are seconds apart, and one that asks to be
 * left alone is, for as long as it says.
 */
export function registriesByRdap({ dataDir, listAt = IANA_LIST, shipped = shippedServices, leastLabels, apartMs = APART_MS, now = Date.now, ...settings }: RdapSettings): AskRegistry {
  const turns = turnsOf(apartMs, now)
  const kept = new Map<string, { answer: Answer, until: number }>()
  const serviceOf = bootstrapBy({
    path: join(dataDir, FILE), shipped, now, ...leastLabels === undefined ? {} : { leastLabels },
    fetchList: async () => (await askPublic(listAt, { remote: 'IANA', mostBytes: MOST_LIST_BYTES, accept: 'application/json' }, { ...settings, patienceMs: LIST_PATIENCE_MS })).text,
  })
  return async (domain, signal) => {
    const known = kept.get(domain)
    if (known && known.until > now()) return known.answer
    const service = await serviceOf(domain)
    if (!service) return { unasked: `No registry that answers is known for ${domain}` }
    const answer = await ask(domain, service, { turns, settings, now, signal })
    kept.delete(domain)
    kept.set(domain, { answer, until: now() + KEPT_MS })
    for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) kept.delete(oldest)
    return answer
  }
}

type Asking = { turns: ReturnType<typeof turnsOf>, settings: PublicSettings, now: () => number, signal: AbortSignal | undefined }

async function ask(domain: string, { base }: RdapService, { turns, settings, now, signal }: Asking): Promise<Answer> {
  const source = `${base}domain/${domain}`
  const remote = new URL(base).host
  await turns.mine(remote, signal)
  const { status, header, text, url } = await askPublic(source, { remote, mostBytes: MOST_BYTES, accept: 'application/rdap+json, application/json;q=0.9', until: signal }, settings)
  if (status === 404) return { absent: source }
  if (status === 429) {
    turns.notBefore(remote, now() + slowDownMs(header('retry-after'), now()))
    throw new RemoteFailure(remote, true, new Error('it has been asked too often: it wants to be left alone for a while'))
  }
  if (status !== 200) throw new RemoteFailure(remote, status >= 500 || status === 408, new Error(`it answers ${status}`))
  const registration = registrationIn(text, { domain, source: url })
  if (!registration) throw new RemoteFailure(remote, true, new Error('what it answers cannot be read'))
  return { registration }
}

/** For how long it wants to be left alone: seconds, or a date. */
function slowDownMs(header: string | null, now: number): number {
  const asked = /^\d+$/.test(header ?? '') ? Number(header) * 1000 : Date.parse(header ?? '') - now
  return Math.min(Math.max(Number.isNaN(asked) ? SLOW_DOWN_MS : asked, 1000), MOST_SLOW_DOWN_MS)
}

/** Whose turn it is to ask a registry. */
function turnsOf(apartMs: number, now: () => number) {
  const next = new Map<string, number>()
  const left = new Map<string, number>()
  return {
    notBefore: (remote: string, at: number) => { left.set(remote, at) },
    async mine(remote: string, signal: AbortSignal | undefined) {
      if ((left.get(remote) ?? 0) > now()) throw new RemoteFailure(remote, true, new Error('it wants to be left alone for a while'))
      const turn = Math.max(now(), next.get(remote) ?? 0)
      if (turn - now() > MOST_WAIT_MS) throw new RemoteFailure(remote, true, new Error('too many questions wait for it'))
      next.set(remote, turn + apartMs)
      if (turn > now()) await wait(turn - now(), undefined, signal ? { signal } : {}).catch(() => { throw new RemoteFailure(remote, true, new Error('there was no time to wait for a turn')) })
    },
  }
}
