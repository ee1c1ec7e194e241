import type { Readable } from 'node:stream'
import { receive, type Receiving } from '../../mail/actions/receive.ts'
import type { Envelope, Intake } from '../../mail/intake.ts'
import { keep, keepStream, type Keeping } from './keep.ts'

/** What taking in is done with. */
export type TakingIn = Receiving & Keeping

/** How a message was handed to us. */
export type Handed = ({ source: 'smtp' | 'portal' | 'demo' } | { source: 'forum', sourceId: number }) & {
  envelope: Envelope | null
  /** When it arrived, UTC milliseconds; now when not given. */
  deliveredAt?: number
}

/** Takes in messages that were handed to us rather than fetched, through the same path as those of a mailbox. When it resolves they are safe. */
export async function takeIn(taking: TakingIn, mails: readonly (Handed & { bytes: Uint8Array })[]): Promise<readonly Intake[]> {
  const arrivals = await Promise.all(mails.map(({ bytes, ...handed }) => keep(taking, bytes, originOf(taking, handed))))
  return (await receive(taking, arrivals)).intakes
}

/** The same for one message that comes as a stream, of any size. */
export async function takeInStream(taking: TakingIn, message: Readable, handed: Handed): Promise<readonly Intake[]> {
  return (await receive(taking, [await keepStream(taking, message, { origin: originOf(taking, handed) })])).intakes
}

function originOf({ clock }: TakingIn, { envelope, deliveredAt, ...handed }: Handed) {
  const place = handed.source === 'forum' ? { source: handed.source, sourceId: handed.sourceId } : { source: handed.source }
  return { place, envelope, deliveredAt: deliveredAt ?? clock().getTime() } as const
}
