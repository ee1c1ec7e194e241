import type { Call } from '../workflows/ports.ts'
import type { Result } from '../workflows/engine/progress.ts'
import { movableDomain } from '../transfer/steps/transfer-asked.ts'
import { hasLock, registrarOf, type RegisteredDomain } from './registry.sim.ts'
import type { RehearsalWorld, RehearsalWorlds } from './rehearsal-worlds.ts'
import { playedSurvey } from './survey.sim.ts'
import { playedDomainIn } from './transfer.sim.ts'
import type { Played } from './workflow-ports.sim.ts'

const DAY_MS = 86_400_000
const YOUNG_MS = 60 * DAY_MS
const LEAST_LEFT_MS = 15 * DAY_MS

/** When nothing of its age keeps a domain from leaving any more. */
const ripeAt = ({ name, registeredAt, transferredAt }: RegisteredDomain) => hasLock(name) ? Math.max(registeredAt, transferredAt ?? 0) + YOUNG_MS : 0

// A lock keeps nobody: its member lifts it.
const leaving = ({ statuses }: RegisteredDomain) => statuses.includes('clientTransferProhibited') ? { headline: 'after', blocks: ['locked'], until: null } : { headline: 'now', blocks: [], until: null }

/** What a survey finds in the world of a run: as it would be played anywhere, but for what the registry knows here and now. */
function surveyed(call: Call, world: RehearsalWorld): { result: Result, ripe: number, eligible: boolean, domain: RegisteredDomain } {
  const domain = playedDomainIn(world, movableDomain(call.with['domain']))
  const anywhere = playedSurvey(domain.name, world.now)
  const ripe = ripeAt(domain)
  const eligible = !domain.pending && ripe <= world.now && domain.expiresAt > world.now + LEAST_LEFT_MS
  const { name: registrar, ianaId } = registrarOf(domain)
  const nameServers = domain.nameServers.map(name => `${name}.`)
  return {
    domain, ripe, eligible,
    result: {
      ...anywhere, eligible, ...eligible ? leaving(domain) : ripe > world.now ? { headline: 'from', until: new Date(ripe).toISOString() } : { until: null },
      registrar, ianaId, expires: new Date(domain.expiresAt).toISOString(), nameServers, dnsAt: nameServers.every(name => name.endsWith('.gandi.net.')) ? 'gandi' : 'here',
      ds: domain.ds, dsTtl: domain.ds.length > 0 ? 3600 : null, ...call.run.example,
    },
  }
}

/** Surveys in the worlds of rehearsals. A domain that is too young is waited for; what its member must do first, they have done when it is looked at again. */
export const playedSurveys = (worlds: RehearsalWorlds): Played => ({
  actions: { 'domain.survey': call => worlds.within(call, world => Promise.resolve({ done: surveyed(call, world).result })) },
  probes: {
    'domain.can-leave': call => worlds.within(call, (world) => {
      const seen = surveyed(call, world)
      const looks = world.part<Record<string, number>>('looks', () => ({}))
      looks[call.key] = (looks[call.key] ?? 0) + 1
      if (!seen.eligible && seen.ripe <= world.now && (looks[call.key] ?? 0) > 1) seen.domain.expiresAt = Math.max(seen.domain.expiresAt, world.now + 365 * DAY_MS)
      const { eligible, result } = surveyed(call, world)
      return Promise.resolve({ passed: eligible, says: eligible ? 'nothing keeps it from leaving (rehearsal)' : `not yet (rehearsal): ${String(result['until'] ?? result['blocks'])}`, result })
    }),
  },
})
