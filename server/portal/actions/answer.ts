import { randomUUID } from 'node:crypto'
import type { Intake } from '../../channels/mail/intake.ts'
import type { Handed } from '../../channels/reading/actions/take-in.ts'
import { answerAddress } from '../../outbox/own-address.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Signer } from '../../platform/signing.ts'
import { messageOf } from '../answer.ts'
import type { Guest } from '../queries.ts'

/** Hands messages in, by the way that all messages take. */
export type TakeIn = (mails: readonly (Handed & { bytes: Uint8Array })[]) => Promise<readonly Intake[]>

type Answering = { takeIn: TakeIn, signer: Signer, clock: () => Date }

/** A member answers on their page: the answer is a message like those that come by mail, kept whole before anything looks at it. */
export async function answer({ takeIn, signer, clock }: Answering, { ticketId, address }: Guest, { subject, text }: { subject: string, text: string }) {
  const to = answerAddress('portal@portal.invalid', { ticketId, sideId: null }, signer)
  const message = messageOf({ from: address, to, subject, text, at: clock(), id: randomUUID() })
  const [intake] = await takeIn([{ bytes: Buffer.from(message, 'utf8'), source: 'portal', envelope: { from: address, to: [to] } }])
  if (intake?.state !== 'joined' && intake?.state !== 'opened') throw new Refusal('conflict', `The answer was not taken: ${intake?.state ?? 'nothing'}, ${intake?.reason ?? ''}`)
}
