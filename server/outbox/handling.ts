import type { Hold, OutboxState, OutboxView, OutgoingKind } from './contract.ts'

/** What a person may do with a mail of the outbox. */
export type Handling = 'release' | 'resend' | 'discard'

/** A mail as far as that needs to know. `hasMessage`: a message of a ticket stands for it. */
export type Handled = { state: OutboxState, hold: Hold | null, kind: OutgoingKind, hasMessage: boolean }

const FOR_A_PERSON: readonly (Hold | null)[] = ['trial', 'no-server', 'stale']

/** Whether it waits for a person to let it leave. */
export const waits = ({ state, hold }: Pick<Handled, 'state' | 'hold'>): boolean => state === 'held' && FOR_A_PERSON.includes(hold)
const hasEnded = ({ state }: Handled) => state === 'failed' || state === 'bounced'

/** What can be done with a mail as it stands. One that carries a message of a ticket is not put aside before it was tried: its message would stay, as if it had been said. */
export function possible(mail: Handled): Handling[] {
  const canBeDiscarded = hasEnded(mail) || (!mail.hasMessage && (waits(mail) || mail.state === 'delayed'))
  return [
    ...waits(mail) ? ['release' as const] : [],
    ...hasEnded(mail) || mail.state === 'delayed' ? ['resend' as const] : [],
    ...canBeDiscarded ? ['discard' as const] : [],
  ]
}

/** Why it cannot be done, in a sentence; undefined when it can. */
export function objection(handling: Handling, mail: Handled): string | undefined {
  if (possible(mail).includes(handling)) return undefined
  switch (handling) {
    case 'release': return 'This mail does not wait for anybody'
    case 'resend': return 'This mail is on its way, or everybody has got it'
    case 'discard': return mail.hasMessage && (mail.state === 'held' || mail.state === 'delayed')
      ? 'This mail carries a message of a ticket: take it back there, so that the message goes with it'
      : 'This mail cannot be put aside any more'
  }
}

type Handler = { agentId: number, manages: boolean, replies: boolean }

/** Whether somebody may handle a mail: whoever manages the outbox, and whoever wrote it. */
export const mayHandle = ({ agentId, manages, replies }: Handler, { agentId: writer }: { agentId: number | null }): boolean => manages || (replies && writer === agentId)

type Standing = { states: readonly OutboxState[], holds?: readonly Hold[] }

/** Where the mails of a view stand. */
export const views: Record<Exclude<OutboxView, 'all'>, readonly Standing[]> = {
  waiting: [{ states: ['held'], holds: ['trial', 'no-server', 'stale', 'by-hand'] }],
  leaving: [{ states: ['queued', 'delayed'] }, { states: ['held'], holds: ['undo', 'scheduled'] }],
  failing: [{ states: ['failed', 'bounced'] }],
  sent: [{ states: ['sent'] }],
  cancelled: [{ states: ['cancelled'] }],
}
