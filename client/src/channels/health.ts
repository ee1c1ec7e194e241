import type { MailboxList } from '../../../server/channels/contract.ts'

type Mailbox = MailboxList['mailboxes'][number]
export type Ailment = { mailbox: Mailbox, trouble: 'failing' | 'late' | 'never' | 'gap' }

const LATE = 15 * 60_000

function troubleOf({ failure, checkedAt, ledger }: Mailbox, now: number): Ailment['trouble'] | null {
  if (failure !== null) return 'failing'
  if (checkedAt === null) return 'never'
  if (now - checkedAt > LATE) return 'late'
  return ledger && gapIn(ledger) > 0 ? 'gap' : null
}

/** How many messages of a mailbox are not accounted for as they should be. */
export const gapIn = ({ missing, differing, lost }: NonNullable<Mailbox['ledger']>) => missing + differing + lost

/** The mailboxes somebody should look at, and why. */
export function ailing(mailboxes: readonly Mailbox[], now: number): Ailment[] {
  return mailboxes.flatMap((mailbox) => {
    const trouble = troubleOf(mailbox, now)
    return trouble ? [{ mailbox, trouble }] : []
  })
}
