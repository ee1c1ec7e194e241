import type { MailboxList } from '../../../server/channels/contract.ts'

type Mailbox = MailboxList['mailboxes'][number]
export type Ailment = { mailbox: Mailbox, trouble: 'failing' | 'late' | 'never' }

const LATE = 15 * 60_000

function troubleOf({ failure, checkedAt }: Mailbox, now: number): Ailment['trouble'] | null {
  if (failure !== null) return 'failing'
  if (checkedAt === null) return 'never'
  return now - checkedAt > LATE ? 'late' : null
}

/** The mailboxes somebody should look at, and why. */
export function ailing(mailboxes: readonly Mailbox[], now: number): Ailment[] {
  return mailboxes.flatMap((mailbox) => {
    const trouble = troubleOf(mailbox, now)
    return trouble ? [{ mailbox, trouble }] : []
  })
}
