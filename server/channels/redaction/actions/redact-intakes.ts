import type { Context } from '../../../platform/context.ts'
import type { Signer } from '../../../platform/signing.ts'
import type { Wanted } from '../../../tickets/redaction/actions/redact-tickets.ts'
import { redactedRow } from '../../../tickets/redaction/rows.ts'
import { sealedDigest, sealedFingerprint } from '../../mail/redacted-copy.ts'
import { fingerprintIn, madeIdOf } from '../../mail/threading.ts'
import { intakesOf, saveIntake, type HeldIntake } from '../store.ts'
import type { Rewritten } from './rewrite-raws.ts'

const COLUMNS = { subject: 'cut', from_name: 'text', reason: 'text', envelope: 'json', dismissed_why: 'text' } as const

type Given = { raws: ReadonlyMap<string, Rewritten>, signer: Signer }

/**
 * Takes the words out of what is noted of the messages that came. Where the bytes have changed, a code made with the installation's key
 * stands for the former digest: the ledger compares by it what stands in the mailbox.
 */
export async function redactIntakes({ db }: Pick<Context, 'db'>, { ticketIds, removal }: Wanted, given: Given) {
  await redactHeld({ db }, await intakesOf(db, ticketIds, [...given.raws.keys()]), { removal, ...given })
}

/** The same with these. */
export async function redactHeld({ db }: Pick<Context, 'db'>, intakes: readonly HeldIntake[], { removal, ...given }: Given & Pick<Wanted, 'removal'>) {
  for (const intake of intakes) await saveIntake(db, intake.id, { ...redactedRow(intake, COLUMNS, removal).changes, ...changed(intake, given) })
}

function changed({ sha256, message_id, original_code }: HeldIntake, { raws, signer }: Given): Record<string, string> {
  const raw = raws.get(sha256 ?? '')
  if (!raw || sha256 === null) return {}
  const fingerprint = message_id === null ? null : fingerprintIn(message_id)
  return { sha256: raw.sha256, original_code: original_code ?? sealedDigest(sha256, signer), ...fingerprint === null ? {} : { message_id: madeIdOf(sealedFingerprint(fingerprint, signer)) } }
}
