import type { Context } from '../../platform/context.ts'
import { record } from '../../platform/record.ts'
import type { OutgoingKind } from '../contract.ts'
import { stateAfter } from '../state.ts'
import { allDeliveries, insertAttempts, lockMailOfBounce, saveDelivery, saveState } from '../sending/store.ts'

/** What came back, as far as it could be understood: by its return path, or by the Message-ID it quotes. */
export type Bounce = {
  outboxId: number | null
  deliveryId: number | null
  messageId: string | null
  /** The recipient that the report names (Final-Recipient). */
  recipient?: string | null | undefined
  /** RFC 3464 §2.3: the Status (5.1.1), the Action (failed, delayed…) and the Diagnostic-Code. */
  status: string | null
  action: string | null
  diagnostic: string | null
}

/** The mail that came back, and whether this report is the first to say so. */
export type Bounced = { outboxId: number, ticketId: number | null, kind: OutgoingKind, isNew: boolean }

const isFinal = ({ action, status }: Bounce) => action?.toLowerCase() === 'failed' || (status?.startsWith('5') ?? false)

/** Writes down that a mail of ours came back, or is late at a server further on. Undefined when no mail of ours is meant. */
export async function recordBounce({ db, now }: Pick<Context, 'db' | 'now'>, bounce: Bounce): Promise<Bounced | undefined> {
  const mail = await lockMailOfBounce(db, bounce)
  if (!mail) return undefined
  const deliveries = await allDeliveries(db, mail.id)
  const named = deliveries.find(({ id, address }) => bounce.deliveryId === null ? address === bounce.recipient?.toLowerCase() : id === bounce.deliveryId)
  const delivery = named ?? (deliveries.length === 1 ? deliveries[0] : undefined)
  const final = isFinal(bounce)
  const answer = [bounce.status, bounce.diagnostic].filter(Boolean).join(' ') || 'It came back without a reason.'

  const tellsNothingNew = final && delivery?.state === 'bounced'
  await insertAttempts(db, mail.id, [{ server: null, address: delivery?.address ?? bounce.recipient ?? '', result: final ? 'bounced' : 'delayed', answer, at: now.getTime() }])
  if (final && delivery && !tellsNothingNew) {
    await saveDelivery(db, delivery.id, { state: 'bounced', answer, at: now.getTime() })
    delivery.state = 'bounced'
  }
  // One that is still tried elsewhere, or that somebody has put aside, keeps its state.
  if (final && ['sent', 'failed', 'bounced'].includes(mail.state)) await saveState(db, mail.id, delivery ? stateAfter(deliveries) : 'bounced')
  await record({ db, now }, { type: 'outbox.changed', outboxId: mail.id, ticketId: mail.ticketId })
  return { outboxId: mail.id, ticketId: mail.ticketId, kind: mail.kind, isNew: final && !tellsNothingNew && mail.state !== 'bounced' }
}
