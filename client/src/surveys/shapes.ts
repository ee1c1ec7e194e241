import type { Plan, SurveyDetail } from '../../../server/dns/survey/contract.ts'

type Kind = Plan['headline']['kind']
type Weight = Plan['findings'][number]['weight']

/** How a headline looks: its sign, and whether it is good news. */
export const headlineShapes: Record<Kind, { icon: string, frame: string, sign: string }> = {
  now: { icon: 'i-lucide-circle-check', frame: 'border-primary/40 bg-primary/5', sign: 'text-primary' },
  from: { icon: 'i-lucide-calendar-clock', frame: 'border-warning/40 bg-warning/5', sign: 'text-warning' },
  after: { icon: 'i-lucide-lock', frame: 'border-warning/40 bg-warning/5', sign: 'text-warning' },
  blocked: { icon: 'i-lucide-circle-x', frame: 'border-error/40 bg-error/5', sign: 'text-error' },
  unknown: { icon: 'i-lucide-circle-help', frame: 'border-default bg-muted', sign: 'text-muted' },
}

/** How findings of a weight look. */
export const weightShapes: Record<Weight, { icon: string, sign: string }> = {
  blocks: { icon: 'i-lucide-circle-x', sign: 'text-error' },
  lost: { icon: 'i-lucide-unplug', sign: 'text-warning' },
  manual: { icon: 'i-lucide-hand', sign: 'text-primary' },
  doubt: { icon: 'i-lucide-circle-help', sign: 'text-warning' },
  good: { icon: 'i-lucide-check', sign: 'text-primary' },
}

/** The signs of how far a part is. */
export const partShapes: Record<SurveyDetail['parts'][number]['state'], { icon: string, sign: string }> = {
  waiting: { icon: 'i-lucide-loader-circle', sign: 'text-dimmed motion-safe:animate-spin' },
  found: { icon: 'i-lucide-check', sign: 'text-primary' },
  failed: { icon: 'i-lucide-circle-alert', sign: 'text-warning' },
}
