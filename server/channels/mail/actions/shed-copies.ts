import type { Context } from '../../../platform/context.ts'
import type { Signer } from '../../../platform/signing.ts'
import { addRemovals, ticketsWithRedactedReplies } from '../../redaction/store.ts'
import type { Intake } from '../intake.ts'
import { REDACTED_COPY, sealedFingerprint } from '../redacted-copy.ts'
import { madeIdOf } from '../threading.ts'

/**
 * The intakes of a batch, those without their bytes and their subject that are copies of what words were taken out of: the message once
 * more, or a mail of ours that comes back. Their files are removed after the commit.
 */
export async function shedCopies({ db, now }: Pick<Context, 'db' | 'now'>, intakes: readonly Intake[], signer: Pick<Signer, 'sign'>): Promise<Intake[]> {
  const own = intakes.flatMap(({ state, ticketId }) => state === 'own' && ticketId !== null ? [ticketId] : [])
  const redacted = own.length === 0 ? new Set<number>() : await ticketsWithRedactedReplies(db, own)
  const isShed = ({ state, reason, ticketId }: Intake) => reason === REDACTED_COPY || (state === 'own' && ticketId !== null && redacted.has(ticketId))
  await addRemovals(db, intakes.filter(isShed).flatMap(({ arrived: { sha256 } }) => sha256 ?? []), now.getTime())
  return intakes.map(intake => isShed(intake) ? without(intake, signer) : intake)
}

function without(intake: Intake, signer: Pick<Signer, 'sign'>): Intake {
  const { arrived } = intake
  if (!('mail' in arrived.understood)) return intake
  const { mail } = arrived.understood
  const messageId = mail.messageId ?? madeIdOf(sealedFingerprint(mail.fingerprint, signer))
  return { ...intake, arrived: { ...arrived, sha256: null, understood: { mail: { ...mail, subject: '', messageId } } } }
}
