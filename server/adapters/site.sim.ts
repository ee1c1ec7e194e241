import { sha256 } from '../platform/signing.ts'
import type { SitePage, SiteWorld } from '../transfer/site/ports.ts'
import type { Ports } from '../workflows/ports.ts'
import type { RehearsalWorlds } from './rehearsal-worlds.ts'
import type { Played } from './workflow-ports.sim.ts'

const DAY_MS = 86_400_000
const ANSWER = { status: 200, location: null }
const WAITING = { ...ANSWER, text: '<title>Site Maintenance</title><h1>Website currently offline</h1>' }

/** Sites that are played in the worlds of rehearsals: the waiting page of the hosting, until somebody has copied the site, a day or four after it was first looked for. */
export function playedSites(worlds: RehearsalWorlds, make: (world: SiteWorld) => Ports): Required<Pick<Played, 'actions' | 'probes'>> {
  const { actions, probes } = make({
    addressesFor: () => Promise.resolve(['192.0.2.80']),
    askPageFor: call => ({ url }) => worlds.within(call, ({ now, seed, part }) => {
      const { since } = part('site', () => ({ since: now }))
      const copiedAt = since + Number.parseInt(sha256(`${seed} site`).slice(0, 4), 16) % 4 * DAY_MS
      const { redirect } = call.with
      const certificate = url.startsWith('https:') ? { trusted: now >= copiedAt, doubt: 'DEPTH_ZERO_SELF_SIGNED_CERT', expires: now + 90 * DAY_MS, issuer: 'Let’s Encrypt', names: [new URL(url).hostname] } : null
      if (typeof redirect === 'string' && redirect !== '') return Promise.resolve({ status: 302, location: redirect, text: '', certificate })
      return Promise.resolve<SitePage>({ ...now < copiedAt ? WAITING : { ...ANSWER, text: `<title>${new URL(url).hostname}</title><p>Bienvenue chez nous.` }, certificate })
    }),
  })
  return {
    actions: Object.fromEntries(Object.entries(actions).map(([name, { ensure }]) => [name, ensure])),
    probes: Object.fromEntries(Object.entries(probes).map(([name, { look }]) => [name, look])),
  }
}
