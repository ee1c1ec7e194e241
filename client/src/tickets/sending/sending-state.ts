import type { Hold, OutboxState, Sending } from '../../../../server/outbox/contract.ts'
import type { Message } from '../../../../server/tickets/contract.ts'

/** Where a mail stands, or what it waits for: one word for each. */
export type Stand = Exclude<OutboxState, 'held'> | Hold
/** What can be done about it. */
export type Remedy = 'undo' | 'send-now' | 'release' | 'resend' | 'published'

/** `loud`: somebody must see it. */
type Look = { icon: string, tone: 'quiet' | 'waiting' | 'loud', remedies: readonly Remedy[] }

const looks: Record<Stand, Look> = {
  'undo': { icon: 'i-lucide-timer', tone: 'quiet', remedies: ['undo', 'send-now'] },
  'scheduled': { icon: 'i-lucide-calendar-clock', tone: 'waiting', remedies: ['undo', 'send-now'] },
  'trial': { icon: 'i-lucide-hand', tone: 'waiting', remedies: ['undo', 'release'] },
  'no-server': { icon: 'i-lucide-unplug', tone: 'waiting', remedies: ['undo', 'release'] },
  'stale': { icon: 'i-lucide-message-circle-warning', tone: 'waiting', remedies: ['undo', 'release'] },
  'by-hand': { icon: 'i-lucide-hand', tone: 'waiting', remedies: ['published', 'undo'] },
  'queued': { icon: 'i-lucide-send', tone: 'quiet', remedies: [] },
  'sent': { icon: 'i-lucide-check', tone: 'quiet', remedies: [] },
  'delayed': { icon: 'i-lucide-clock-alert', tone: 'waiting', remedies: [] },
  'failed': { icon: 'i-lucide-triangle-alert', tone: 'loud', remedies: ['resend'] },
  'bounced': { icon: 'i-lucide-mail-x', tone: 'loud', remedies: ['resend'] },
  'cancelled': { icon: 'i-lucide-ban', tone: 'quiet', remedies: [] },
}

/** Where it stands, how that looks, and what can be done. */
export function shownAs({ state, hold }: Pick<Sending, 'state' | 'hold'>): Look & { stand: Stand } {
  const stand = state === 'held' ? hold ?? 'queued' : state
  return { stand, ...looks[stand] }
}

type Who = { mayReply: boolean, mayManage: boolean, isOwn: boolean }

/** The remedies that this person may use: what waits for a person's yes, or was given up, is for its author and for whoever looks after the outbox. */
export const remediesFor = (remedies: readonly Remedy[], { mayReply, mayManage, isOwn }: Who) =>
  remedies.filter(remedy => remedy === 'release' || remedy === 'resend' ? mayManage || (mayReply && isOwn) : mayReply)

/** How long a mail can be taken back, for the ring that shows what is left of it. */
export const UNDO_SHOWN = 10_000

/** Whole seconds until it leaves, never less than none. */
export const secondsLeft = (heldUntil: number, now: number) => Math.max(0, Math.ceil((heldUntil - now) / 1_000))

/** Whether this agent wrote a message. */
export const isBy = ({ author }: Pick<Message, 'author'>, me: number | undefined) => author.id !== null && author.id === me

/** What one has just sent and can still take back; what is scheduled, or waits for somebody, is taken back by its own button only. */
export const lastUndoable = (messages: readonly Message[], me: number | undefined) =>
  messages.findLast(message => isBy(message, me) && message.sending !== null && shownAs(message.sending).stand === 'undo')
