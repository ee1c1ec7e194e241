import type { ProbePort } from '../workflows/ports.ts'
import type { ProbeSettings } from './probe-asked.ts'
import { certificateProbe } from './probe-certificate.ts'
import { dnsProbe } from './probe-dns.ts'
import { webProbe } from './probe-web.ts'

/** What any workflow can look at: a page, a certificate, a name. */
export const workflowProbes = (settings: ProbeSettings = {}): Record<string, ProbePort> => ({
  'web.answers': webProbe(settings),
  'web.certificate': certificateProbe(settings),
  'dns.resolves': dnsProbe(settings),
})
