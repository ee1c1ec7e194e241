import type { Context } from '../../platform/context.ts'
import { record } from '../../platform/record.ts'
import type { OutboxState } from '../contract.ts'
import { isUnknownThere } from '../failing/failing.ts'
import { saveFailing } from '../failing/store.ts'
import { nextAttempt, stateAfter } from '../state.ts'
import { allDeliveries, endSending, failDelayed, insertAttempts, prolongClaim, saveDelivery, saveRaw, type Attempt } from '../sending/store.ts'

type Saving = Pick<Context, 'db' | 'now'>

/** What became of a mail at one recipient: the last words said, and all the tries that led there. */
export type Settled = { state: 'sent' | 'delayed' | 'failed', answer: string, tries: readonly Omit<Attempt, 'address' | 'at'>[] }

/** The bytes that were made of a mail are the ones to be sent, now and whenever it is tried again. */
export async function keepBytes({ db }: Saving, outboxId: number, rawSha256: string) {
  await saveRaw(db, outboxId, rawSha256)
}

/** Says what became of a mail at one recipient; committed by itself, so that a crash repeats one recipient at most. */
export async function settleDelivery({ db, now }: Saving, { id, address, outboxId }: { id: number, address: string, outboxId: number }, { state, answer, tries }: Settled) {
  await saveDelivery(db, id, { state, answer, at: now.getTime() })
  // A forum has a name here, and no address.
  if (state === 'failed' && address.includes('@') && isUnknownThere(answer)) await saveFailing(db, { address, words: answer, at: now.getTime() })
  await insertAttempts(db, outboxId, tries.map(one => ({ ...one, address, at: now.getTime() })))
}

/** Keeps others from a mail that we are still sending. False when it is no more ours: somebody else may have taken it over. */
export const stillOurs = ({ db, now }: Saving, outboxId: number, { holder, forMs }: { holder: string, forMs: number }): Promise<boolean> =>
  prolongClaim(db, outboxId, { holder, until: now.getTime() + forMs })

export type Ended = { id: number, ticketId: number | null, attempts: number, firstAttemptAt: number, holder: string, failure: string | null, jitter: number }

/** Ends one attempt at a mail, and answers where it stands now: tried again later, given up after three days, or done. */
export async function settleMail({ db, now }: Saving, { id, ticketId, attempts, firstAttemptAt, holder, failure, jitter }: Ended): Promise<OutboxState> {
  const next = nextAttempt({ attempts: attempts + 1, firstAt: firstAttemptAt, now, jitter })
  if (next === null) await failDelayed(db, id, now)
  const state = stateAfter(await allDeliveries(db, id))
  const again = state === 'delayed' || state === 'queued'
  await endSending(db, id, {
    holder, failure, state: again ? 'delayed' : state, attempts: attempts + 1,
    nextAttemptAt: again ? next : null, sentAt: state === 'sent' ? now.getTime() : null,
  })
  await record({ db, now }, { type: 'outbox.changed', outboxId: id, ticketId })
  return state
}
