import { lookAtWeb } from '../adapters/look-at-web.ts'
import { registriesByRdap } from '../adapters/rdap.ts'
import { simulatedDomains } from '../adapters/survey.sim.ts'
import { dnsBy } from './dns.ts'
import { isDemonstration } from '../demo/queries.ts'
import { surveysOn } from '../dns/survey/actions/run.ts'
import { lookAtDomains } from '../dns/survey/actions/survey.ts'
import type { LookAtDomain } from '../dns/survey/ports.ts'
import type { Config } from '../platform/config.ts'
import type { Database } from '../platform/db.ts'
import type { Log } from '../platform/log.ts'
import { domainCanLeaveProbe, domainSurveyAction } from '../transfer/steps/actions/domain-survey.ts'

/** How domains are looked at: registries by RDAP, name servers and web servers on sockets of our own. Nothing is asked before it is needed. */
export function surveyBy(config: Pick<Config, 'dataDir' | 'resolvers' | 'ours'>, parts: { database: Database, clock: () => Date, log: Log }) {
  const { dataDir, ours } = config
  const lookAtDomain = playedFor(parts, lookAtDomains({ ...parts, dns: dnsBy(config, parts.clock), askRegistry: registriesByRdap({ dataDir }), look: lookAtWeb() }))
  return {
    lookAtDomain,
    surveys: surveysOn({ ...parts, lookAtDomain, ours }),
    ports: { actions: { 'domain.survey': domainSurveyAction({ lookAtDomain, ours }) }, probes: { 'domain.can-leave': domainCanLeaveProbe({ lookAtDomain, ours }) } },
  }
}

/** The domains of the demonstration are nowhere in the world (RFC 2606): there, and only there, they are played. */
function playedFor({ database, clock }: { database: Database, clock: () => Date }, lookAtDomain: LookAtDomain): LookAtDomain {
  const played = simulatedDomains(clock)
  return async (domain, told, signal) => {
    const look = domain.endsWith('.example') && await isDemonstration(database.reader) ? played : lookAtDomain
    return look(domain, told, signal)
  }
}
