import type { Log } from '../../../platform/log.ts'
import type { AskRegistry, LookAtWeb } from '../../ports.ts'
import type { PartName } from '../contract.ts'
import type { Part } from '../facts.ts'
import { unlooked } from '../kept.ts'
import type { Found, LookAtDomain } from '../ports.ts'
import type { DnsWorld } from './asking.ts'
import { findDns } from './dns.ts'
import { findRegistration } from './registration.ts'
import { findWeb } from './web.ts'

/** Nobody waits longer for a survey. What was not heard by then is told as such. */
const PATIENCE_MS = 58_000

type Lookers = { dns: DnsWorld, askRegistry: AskRegistry, look: LookAtWeb, clock: () => Date, log: Log }

/** Looks at domains on the Internet: registry, parent zone, name servers, mail and web side by side, within a minute. */
export const lookAtDomains = ({ dns, askRegistry, look, clock, log }: Lookers): LookAtDomain => async (domain, told = () => undefined, stop) => {
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const signal = stop ? AbortSignal.any([patience, stop]) : patience
  const found: Found = unlooked()
  const hear = (parts: Partial<Found>) => {
    Object.assign(found, parts)
    told(parts)
  }
  // A part that fails for a reason of ours must not cost the others.
  const surely = (names: readonly PartName[], finding: Promise<Partial<Found>>) => within(finding, signal).then(hear, (error: unknown) => {
    if (!signal.aborted) log.error({ err: error, domain, parts: names }, 'A part of a survey failed')
    const failed: Part<never> = { facts: null, failure: signal.aborted ? 'no-time' : 'unexpected', seen: [] }
    hear(Object.fromEntries(names.map(name => [name, failed])) as Partial<Found>)
  })
  await Promise.all([
    surely(['registration'], findRegistration({ askRegistry, clock }, domain, signal).then(registration => ({ registration }))),
    surely(['delegation', 'zone', 'mail'], findDns(dns, domain, { signal, told: hear })),
    surely(['web'], findWeb({ look, clock }, domain, signal).then(web => ({ web }))),
  ])
  return found
}

/** What does not hear that it must stop is left behind. */
function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => setTimeout(() => reject(new Error('There was no time')), 1_000).unref()
    if (signal.aborted) late()
    else signal.addEventListener('abort', late, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', late))
  })
}

