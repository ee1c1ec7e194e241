import type { IntakeAct, IntakeLine } from './contract.ts'

type Standing = Pick<IntakeLine, 'state' | 'hasBytes'> & { isOnTicket: boolean, isDismissed: boolean }

const NOT_TAKEN_IN: readonly IntakeLine['state'][] = ['ignored', 'refused', 'quarantined']
const TO_LOOK_AT: readonly IntakeLine['state'][] = ['refused', 'quarantined']

/** What can be done with a message: nothing with one that has its place on a ticket, and nothing that needs bytes which we do not have. */
export function possible({ state, hasBytes, isOnTicket, isDismissed }: Standing): IntakeAct[] {
  if (isOnTicket || !NOT_TAKEN_IN.includes(state)) return []
  const waits = TO_LOOK_AT.includes(state)
  return [
    ...hasBytes && waits ? ['retry' as const] : [],
    ...hasBytes ? ['ticket' as const, 'attach' as const] : [],
    ...waits && !isDismissed ? ['dismiss' as const] : [],
  ]
}

/** A reason as it is stored: a stable word, and perhaps details after a colon. */
export function reasonIn(stored: string): { reason: string, detail: string | null } {
  const colon = stored.indexOf(': ')
  return colon < 0 ? { reason: stored, detail: null } : { reason: stored.slice(0, colon), detail: stored.slice(colon + 2) }
}
