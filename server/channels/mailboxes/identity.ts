import { senderIn } from '../../tickets/replying/sender.ts'
import type { MailOut } from '../../outbox/release.ts'
import type { Lack, MailboxIdentity } from '../contract.ts'

type Known = MailboxIdentity & { username: string, host: string }

/** The address a mailbox writes under; null as long as nobody has said. */
export const writesAs = (mailbox: Known): string | null =>
  senderIn({ ...mailbox, mailboxId: 0 })?.address ?? null

/** What keeps a mailbox from answering, and then what keeps it from acknowledging. */
export function lacksOf(mailbox: Known, { servers, mode }: MailOut): Lack[] {
  return [
    ...writesAs(mailbox) === null ? ['address' as const] : [],
    ...servers === 0 ? ['server' as const] : [],
    ...servers > 0 && mode === 'hold' ? ['trial' as const] : [],
    ...mailbox.authservId === null ? ['authserv-id' as const] : [],
    ...mailbox.acknowledges ? [] : ['acknowledges' as const],
  ]
}

/** The same, in sentences for a terminal. */
export const lackSentences: Record<Lack, string> = {
  'address': 'It cannot answer: its user is no address. Give it one with `permanence mailbox set NAME --address support@coop.example`.',
  'server': 'Nothing leaves: PERMANENCE_SMTP_URL names no server. Answers wait in the outbox.',
  'trial': 'Each mail waits for a person: PERMANENCE_MAIL_OUT is hold.',
  'authserv-id': 'Nobody counts as authenticated, and nothing is acknowledged: it does not know the name under which its server writes Authentication-Results. Look at the beginning of that header in a mail it received, and say it with `--authserv-id mail.coop.example`.',
  'acknowledges': 'It is told not to acknowledge.',
}

const HEADER = /^authentication-results:((?:[^\r\n]|\r?\n[ \t])*)/im
const HEAD_END = /\r?\n\r?\n/

/** The name in the topmost Authentication-Results of a raw message: what the last server wrote, others may stand below. Undefined when there is none. */
export function serverIn(raw: string): string | undefined {
  const [head = ''] = raw.split(HEAD_END, 1)
  const [, value = ''] = HEADER.exec(head) ?? []
  const [, name] = /^\s*(?:\([^)]*\)\s*)?([a-z\d][\w.-]{0,250})\s*(?:\s\d+\s*)?(?:;|$)/i.exec(value) ?? []
  return name?.toLowerCase()
}

/** Each name once, the most frequent first. */
export function byFrequency(names: readonly string[]): string[] {
  const counted = new Map<string, number>()
  for (const name of names) counted.set(name, (counted.get(name) ?? 0) + 1)
  return [...counted].sort(([, one], [, two]) => two - one).map(([name]) => name)
}
