import type { Context } from '../../platform/context.ts'
import type { Transaction } from '../../platform/db.ts'
import { record } from '../../platform/record.ts'
import { deliveryMeant, isLost, wordsOf, type Bounce } from '../bounced.ts'
import type { OutboxState, OutgoingKind } from '../contract.ts'
import { failsForGood } from '../failing/failing.ts'
import { hasComeBack, saveFailing } from '../failing/store.ts'
import { allDeliveries, insertAttempts, lockMailOfBounce, saveDelivery, saveState } from '../sending/store.ts'
import { stateAfter } from '../state.ts'

/**
 * The mail that came back; `isNew`: this report is the first to say that it is lost; `isFirstThere`: nothing about its ticket had come back
 * from that address before.
 */
export type Bounced = { outboxId: number, ticketId: number | null, kind: OutgoingKind, isNew: boolean, isFirstThere: boolean }

/** Writes down that a mail of ours came back, or is late at a server further on. Undefined when no mail of ours is meant. */
export async function recordBounce({ db, now }: Pick<Context, 'db' | 'now'>, bounce: Bounce): Promise<Bounced | undefined> {
  const mail = await lockMailOfBounce(db, bounce)
  if (!mail) return undefined
  const deliveries = await allDeliveries(db, mail.id)
  const meant = deliveryMeant(bounce, deliveries)
  const [lost, answer, at] = [isLost(bounce), wordsOf(bounce), now.getTime()]
  await insertAttempts(db, mail.id, [{ server: null, address: addressOf(bounce, meant), result: lost ? 'bounced' : 'delayed', answer, at }])
  const isFirstThere = lost && meant !== undefined && await isFirstOn(db, mail.ticketId, meant.address)
  if (lost && meant) await saveLost(db, bounce, { ...meant, answer, at })
  if (lost) await follow(db, mail)
  await record({ db, now }, { type: 'outbox.changed', outboxId: mail.id, ticketId: mail.ticketId })
  return { outboxId: mail.id, ticketId: mail.ticketId, kind: mail.kind, isNew: lost && (meant ?? mail).state !== 'bounced', isFirstThere }
}

const isFirstOn = async (db: Transaction, ticketId: number | null, address: string) => ticketId !== null && !await hasComeBack(db, { ticketId, address })

/** The delivery is lost; the address too, when its server says so for good. */
async function saveLost(db: Transaction, bounce: Bounce, { id, address, answer, at }: { id: number, address: string, answer: string, at: number }) {
  await saveDelivery(db, id, { state: 'bounced', answer, at })
  if (failsForGood(bounce)) await saveFailing(db, { address, words: answer, at })
}

const addressOf = ({ recipient }: Bounce, meant: { address: string } | undefined) => meant?.address ?? recipient ?? ''

const ENDED: readonly OutboxState[] = ['sent', 'failed', 'bounced']

/** The mail follows its deliveries; one that is still tried elsewhere, or that somebody has put aside, keeps its state. */
async function follow(db: Transaction, { id, state }: { id: number, state: OutboxState }) {
  if (!ENDED.includes(state)) return
  const after = stateAfter(await allDeliveries(db, id))
  await saveState(db, id, after === 'sent' ? 'bounced' : after)
}
