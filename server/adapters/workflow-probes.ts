import type { ProbePort } from '../workflows/ports.ts'
import { certificateProbe } from './probe-certificate.ts'
import { dnsProbe } from './probe-dns.ts'
import { webProbe } from './probe-web.ts'

/** For tests: what may be asked beside the public networks, and where names are looked up. */
export type ProbeSettings = { isAllowed?: (address: string) => boolean, anyPort?: boolean, nameservers?: readonly string[], patienceMs?: number }

/** What any workflow can look at: a page, a certificate, a name. */
export const workflowProbes = (settings: ProbeSettings = {}): Record<string, ProbePort> => ({
  'web.answers': webProbe(settings),
  'web.certificate': certificateProbe(settings),
  'dns.resolves': dnsProbe(settings),
})
