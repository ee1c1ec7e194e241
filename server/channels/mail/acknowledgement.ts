import { senderIn } from '../../tickets/replying/sender.ts'
import type { Authentication } from './authentication.ts'
import type { Entrance, Ours } from './entrances.ts'
import type { Arrived } from './intake.ts'
import type { ParsedMail } from '../understanding/message.ts'

/** A message that opened a ticket, as far as acknowledging it needs to know. */
export type Occasion = {
  arrived: Pick<Arrived, 'place' | 'envelope' | 'deliveredAt'>
  mail: Pick<ParsedMail, 'from' | 'date' | 'automatic' | 'bounce' | 'complaint' | 'isList' | 'silence'>
  authentication: Authentication
  entrance: Entrance | undefined
  ours: Ours
  /** Its author did not send it: an agent did. */
  isForwarded: boolean
  /** Its author has said the same before, numbers apart, within a day. */
  isRepeated: boolean
}

/** Why nobody is told that their message has arrived; the words are explained in docs/intake.md. */
export type Silence =
  | 'automatic' | 'list' | 'bulk' | 'suppressed' | 'no-return-path' | 'forwarded' | 'no-sender' | 'machine-address' | 'own-address' | 'repeated'
  | 'no-mailbox' | 'mailbox-silent' | 'mailbox-cannot-send' | 'no-authserv-id' | 'not-authenticated' | 'history' | 'rate-limit' | 'failing-address'

/**
 * Whether the author of a message that opened a ticket is told so, once. Never a machine, never many, never somebody whom our server
 * does not vouch for (or the acknowledgement would be a way to flood others), and never for what is older than our reading.
 */
export function acknowledgement(occasion: Occasion): 'send' | Silence {
  return silenceOfMail(occasion) ?? silenceOfMailbox(occasion) ?? 'send'
}

function silenceOfMail({ mail, arrived, ours, isForwarded, isRepeated }: Occasion): Silence | undefined {
  const address = mail.from?.address ?? ''
  const reasons: [boolean, Silence][] = [
    [mail.automatic !== null || mail.bounce !== null || mail.complaint, 'automatic'],
    [mail.isList, 'list'],
    [mail.silence === 'suppressed', 'suppressed'],
    [mail.silence !== null, 'bulk'],
    [arrived.envelope?.from === '', 'no-return-path'],
    [isForwarded, 'forwarded'],
    [address === '', 'no-sender'],
    [isMachine(address), 'machine-address'],
    [ours.has(address) || ours.isMachines(address) || ours.isPublic(address), 'own-address'],
    // A person has been told already; a machine would answer that again.
    [isRepeated, 'repeated'],
  ]
  return reasons.find(([is]) => is)?.[1]
}

function silenceOfMailbox({ entrance, authentication, ...occasion }: Occasion): Silence | undefined {
  if (!entrance) return 'no-mailbox'
  const reasons: [boolean, Silence][] = [
    [!entrance.acknowledges, 'mailbox-silent'],
    [senderIn(entrance) === undefined, 'mailbox-cannot-send'],
    [!entrance.authservId, 'no-authserv-id'],
    [authentication !== 'authenticated', 'not-authenticated'],
    [isHistory(occasion, entrance), 'history'],
  ]
  return reasons.find(([is]) => is)?.[1]
}

const MACHINE = /^((no|do-?not|ne-?pas)[-_.]?(reply|respond|repondre|répondre)|mailer-daemon|postmaster|bounces?|root|www-data|cron|daemon|listserv|majordomo|sympa|abuse)([-_.+=\d].*)?@|^[^@]*[-_](noreply|no-reply|bounces?|owner|request)@|^owner-/i

/** Whether nobody reads what is sent there. */
export const isMachine = (address: string): boolean => MACHINE.test(address)

// Copies of old messages in a new mailbox may have the date of the copying.
const SLOW_MS = 3 * 86_400_000

/** Whether it was there before we began to read this mailbox, or was written long before it came. */
function isHistory({ arrived: { place, deliveredAt }, mail }: Pick<Occasion, 'arrived' | 'mail'>, { createdAt, baselineUid }: Entrance): boolean {
  const wasThere = place.source === 'imap' && place.uid <= (baselineUid ?? 0)
  return wasThere || deliveredAt < createdAt || (mail.date !== null && mail.date < deliveredAt - SLOW_MS)
}

/** How many acknowledgements an address, and a mailbox, had lately. */
export type Sent = { toAddress: { lastHour: number, lastDay: number }, byMailbox: { lastHour: number } }

/** Together with the authentication, what keeps anybody from making us flood an address: 3 an hour and 10 a day to one, 60 an hour by a mailbox. */
export const isTooMany = ({ toAddress, byMailbox }: Sent): boolean => toAddress.lastHour >= 3 || toAddress.lastDay >= 10 || byMailbox.lastHour >= 60
