import { log } from '../../../audit/store.ts'
import type { Actor } from '../../../platform/context.ts'
import type { Db } from '../../../platform/db.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import type { Arrived, Intake } from '../intake.ts'
import { arrivedAgain, changeIntake, lockIntake } from '../store.ts'
import type { Wish } from '../wish.ts'
import { acknowledge } from './acknowledge.ts'
import { noteReturned } from './note-returned.ts'
import { carryOut, whileTaken, type Receiving } from './receive.ts'

/** A message to be received again: what was read of its bytes just now, what an agent wishes, and how the audit log calls it. */
export type Again = { intakeId: number, understood: Arrived['understood'], wish?: Wish | undefined, did: string, actor: Actor }

// Who wrote long ago does not want to hear that it has arrived.
const SOON_MS = 3 * 86_400_000

/**
 * Receives a kept message once more, as if it had just come: the same intake has another end then. Whoever comes second finds
 * that it has its place already, and nothing is filed twice.
 */
export async function receiveAgain(receiving: Receiving, { intakeId, understood, wish, did, actor }: Again): Promise<Intake> {
  return whileTaken(receiving, 1, async (db, supply) => {
    const now = receiving.clock()
    const held = await lockIntake(db, intakeId)
    if (!held) throw new Refusal('not-found', 'There is no such message')
    if (held.isOnTicket || !REPEATABLE.includes(held.state)) throw new Refusal('conflict', 'Somebody has dealt with this message already')
    const arrived = { ...held.arrived, understood }
    const { intakes: [decided], filing, openings, nextId } = await carryOut(db, receiving, { fresh: [arrived], supply, now, wish })
    if (!decided) throw new Error('A message was received and has no intake')
    const intake = { ...decided, id: intakeId }
    await changeIntake(db, intake)
    await log({ db, now, actor }, { did, intakeId, state: intake.state, ...intake.ticketId === null ? {} : { ticketId: intake.ticketId } })
    await record({ db, now }, { type: 'intake.changed', intakeId })
    // What was ignored has been noted with the mail that it speaks of.
    if (held.state !== 'ignored') await noteReturned({ db, now, actor }, [intake], receiving.signer)
    if (now.getTime() - arrived.deliveredAt < SOON_MS) await acknowledge({ db, now }, receiving, { openings, tickets: filing.opened, nextId })
    return intake
  })
}

const REPEATABLE: readonly Intake['state'][] = ['quarantined', 'refused', 'ignored']

/** The bytes of a message that may be received again; refuses what has its place, or was never handed out. */
export async function keptForAgain(db: Db, intakeId: number): Promise<{ sha256: string, size: number }> {
  const held = await arrivedAgain(db, intakeId)
  if (!held) throw new Refusal('not-found', 'There is no such message')
  if (held.isOnTicket || !REPEATABLE.includes(held.state)) throw new Refusal('conflict', 'This message has its place already')
  const { sha256, size } = held.arrived
  if (sha256 === null) throw new Refusal('conflict', 'There are no bytes of this message: look at it in its mailbox')
  return { sha256, size }
}
