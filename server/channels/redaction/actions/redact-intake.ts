import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import type { Db } from '../../../platform/db.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import type { Passage, RedactionCounts, RedactionRequest } from '../../../tickets/redaction/contract.ts'
import { noticedIn } from '../../../tickets/redaction/noticed.ts'
import { removalOf } from '../../../tickets/redaction/removing.ts'
import { keptOf } from '../../intakes/queries.ts'
import { addRemovals, intakesOf, lockBytes, type HeldIntake } from '../store.ts'
import type { RedactionWorld } from './redact.ts'
import { redactHeld } from './redact-intakes.ts'
import { rewriteRaws, type Rewriting } from './rewrite-raws.ts'

/** What an agent wants taken out of a message that is on no ticket. */
export type AskedOfIntake = { intakeId: number, request: RedactionRequest }

/** What seems to be a secret in a message that is on no ticket, as our reader reads it now. */
export async function noticedInIntake({ readKept }: Pick<Rewriting, 'readKept'>, db: Db, intakeId: number): Promise<Passage[]> {
  return noticedIn(await textsOf({ readKept }, await keptOf(db, intakeId)))
}

/** How much would disappear. Changes nothing. */
export async function previewIntake(world: Pick<Rewriting, 'readKept'>, db: Db, { intakeId, request }: AskedOfIntake): Promise<RedactionCounts> {
  const removal = removalOf(request.passages.map(({ words }) => words))
  const kept = await keptOf(db, intakeId)
  refuseUnlessAlone(await intakesOf(db, [], [kept.sha256]), request)
  const passages = (await textsOf(world, kept)).reduce((sum, text) => sum + removal.without(text, 'text').passages, 0)
  return { passages, messages: passages > 0 ? 1 : 0, attachments: 0, mails: 0, sent: 0, drafts: 0 }
}

/**
 * Takes words out of a message that is on no ticket: out of its bytes, of what its intake notes, and of every other intake with the same
 * bytes. There is no way back. Killed in between, the rest is done by housekeeping, as with a message on a ticket.
 */
export async function redactIntake(world: RedactionWorld, asked: AskedOfIntake, actor: Context['actor']): Promise<RedactionCounts> {
  const { intakeId, request } = asked
  const removal = removalOf(request.passages.map(({ words }) => words))
  const counts = await previewIntake(world, world.database.reader, asked)
  const { sha256 } = await keptOf(world.database.reader, intakeId)
  const { raws, waste } = await rewriteRaws(world, [sha256], { removal, files: new Set(), expected: new Map() })
  await world.database.transaction(async (db) => {
    const context = { db, now: world.clock(), actor }
    const held = await lockBytes(db, sha256)
    refuseUnlessAlone(held, request)
    if (!held.some(({ id }) => id === intakeId)) throw new Refusal('conflict', 'Somebody has taken something out of this message just now')
    await redactHeld(context, held, { removal, raws, signer: world.signer })
    await addRemovals(db, [...raws.keys(), ...waste], context.now.getTime())
    await log(context, { did: 'intake.redacted', intakeId, kinds: [...new Set(request.passages.map(({ kind }) => kind))].join(','), passages: counts.passages })
    await record(context, ...held.map(({ id }) => ({ type: 'intake.changed', intakeId: id }) as const))
  })
  return counts
}

function refuseUnlessAlone(held: readonly HeldIntake[], { attachments }: RedactionRequest) {
  if (attachments.length > 0) throw new Refusal('not-found', 'There is no such attachment')
  if (held.some(({ ticket_id }) => ticket_id !== null)) throw new Refusal('conflict', 'This message is on a ticket: its words are taken out there, with all that repeats them')
}

/** What our reader finds in it; nothing of what it cannot read. */
async function textsOf({ readKept }: Pick<Rewriting, 'readKept'>, kept: { sha256: string, size: number }): Promise<string[]> {
  const understood = await readKept(kept)
  return 'mail' in understood ? [understood.mail.subject, understood.mail.text] : []
}
