import type { Result } from '../workflows/engine/progress.ts'
import type { When } from './dates.ts'
import type { DemoAgentName } from './people.ts'

/** What somebody does with a step of a run, some minutes after the last. */
type RunAct = { path: string, minutes: number } & ({ tick: string } | { fill: Result, by: 'member' })

/** A run that an agent has begun, on the ticket that the message `about` opened; a rehearsal is about none. */
export type DemoRun = { at: When, agent: DemoAgentName, about: string | null, workflow: string, start: Result, does: readonly RunAct[] }

/** The runs that are under way when somebody first looks: one asks an agent for long, one asks a member, one is in full repair, two are rehearsals: a restoration, and the transfer of a domain. */
export const runs: readonly DemoRun[] = [
  {
    at: { daysAgo: 4, time: '19:20' }, agent: 'jules', about: '06-prix-gandi', workflow: 'new-account',
    start: { name: 'Chœur à cœur', email: 'odile@choeur-a-coeur.example', domain: 'choeur-a-coeur.example' }, does: [],
  },
  {
    at: { daysAgo: 3, time: '18:45' }, agent: 'nadia', about: '11-transfer-question', workflow: 'new-account',
    start: { name: 'Henrik Lindqvist', email: 'henrik@nordlys-foto.example', domain: 'nordlys-foto.example' }, does: [{ path: 'membership', minutes: 4, tick: 'Sociétaire n° 412, cotisation à jour.' }],
  },
  {
    at: { daysAgo: 2, time: '22:05' }, agent: 'jules', about: '32-site-pirate', workflow: 'incident',
    start: { what: 'Site SPIP piraté', scope: 'one', data: true },
    does: [
      { path: 'find_out', minutes: 11, tick: 'Renvoyé vers un casino, mais seulement depuis un moteur de recherche. SPIP 3.2 et une faille connue. Les trois fichiers et les journaux sont mis de côté.' },
      { path: 'pilot', minutes: 14, tick: 'Jules, jusqu’à demain soir.' },
    ],
  },
  {
    at: { daysAgo: 1, time: '17:30' }, agent: 'nadia', about: null, workflow: 'restore',
    start: { account: 'essai', kind: 'files' }, does: [{ path: 'lost', minutes: 3, by: 'member', fill: { what: 'Le dossier www/photos', last_good: '2026-11-16', stop: true } }],
  },
  {
    at: { daysAgo: 1, time: '20:10' }, agent: 'nadia', about: null, workflow: 'gandi-transfer',
    start: { domain: 'pieds-au-sec.org', what: 'all', email: 'bureau@pieds-au-sec.example' }, does: [],
  },
]
