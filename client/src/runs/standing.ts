import type { Standing } from '../../../server/workflows/contract.ts'

/** How a run stands, for the eye. */
export const standingIcon: Record<Standing, string> = {
  blocked: 'i-lucide-octagon-alert', agent: 'i-lucide-users', member: 'i-lucide-circle-user', machine: 'i-lucide-cog', date: 'i-lucide-hourglass',
  cancelling: 'i-lucide-undo-2', finished: 'i-lucide-circle-check', cancelled: 'i-lucide-circle-slash',
}
export const standingTone: Record<Standing, string> = {
  blocked: 'text-error', agent: 'text-primary', member: 'text-toned', machine: 'text-toned', date: 'text-toned', cancelling: 'text-warning', finished: 'text-primary', cancelled: 'text-muted',
}
