import type { dns as french } from '../fr/dns.ts'

/** What is said of zones side by side. */
export const dns: typeof french = {
  zones: {
    label: 'Old and new zone of {zone}',
    objections: 'To check before going on',
    filter: 'What is shown',
    category: {
      missing: 'Missing or different',
      notRepresentable: 'To be put in by hand',
      extra: 'Additional',
      expectedChange: 'Planned change',
      droppedGandiDefault: 'Only of use at Gandi',
      ttlOnly: 'Time to live',
      same: 'Same',
    },
    name: 'Name and type',
    old: 'Old zone',
    new: 'New zone',
    expected: 'Planned',
    verdict: 'Finding',
    nothing: 'nothing',
    ttl: 'TTL {seconds}',
    handOver: 'To hand to an administrator',
    where: 'These lines are put in by hand {where}.',
    download: 'Download as text',
    none: 'No records',
    hidden: 'Nothing to show with this choice',
  },
}
