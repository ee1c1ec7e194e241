import type { Context } from '../../../platform/context.ts'
import type { Signer } from '../../../platform/signing.ts'
import { noteBounce } from '../../sending/actions/note-bounce.ts'
import type { Intake } from '../intake.ts'
import { returnedBy } from '../returned.ts'

/** Notes with each mail of ours what this batch says of its coming back. A second copy of a report says nothing new. */
export async function noteReturned(context: Context, intakes: readonly Intake[], signer: Signer) {
  for (const { arrived: { understood, envelope }, state } of intakes) {
    if ((state !== 'joined' && state !== 'ignored') || !('mail' in understood)) continue
    for (const bounce of returnedBy(understood.mail, envelope, signer)) await noteBounce(context, bounce)
  }
}
