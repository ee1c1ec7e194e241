import type { Forward, Mailbox } from '../transfer/gandi/domain.ts'
import { present, readAs, wholeList, type AskGandi } from './gandi-asking.ts'
import { Boxed, Forwarded, Listed } from './gandi-reading.ts'

// Each costs a question of the few that may be asked in a minute; those with aliases come first.
const MOST_DETAILS = 80

/** The mailboxes, with their aliases; whether the last of very many answer by themselves is not known. */
export async function mailboxesOf(ask: AskGandi, domain: string): Promise<Mailbox[]> {
  const listed = await wholeList(ask, `/email/mailboxes/${encodeURIComponent(domain)}`, { right: 'mail', shape: Listed })
  const asked = new Set(listed.toSorted((one, other) => other.aliasCount - one.aliasCount).filter(({ aliasCount }, index) => aliasCount > 0 || index < MOST_DETAILS))
  const boxes: Mailbox[] = []
  for (const box of listed) {
    const more = asked.has(box) ? present(await ask(`/email/mailboxes/${encodeURIComponent(domain)}/${encodeURIComponent(box.id)}`, { right: 'mail' })) : undefined
    const { id, address, login, kind, quotaUsed } = box
    boxes.push({ id, address, login, kind, quotaUsed, ...more ? readAs(more, Boxed) : { aliases: [], responder: null } })
  }
  return boxes
}

export const forwardsOf = (ask: AskGandi, domain: string): Promise<Forward[]> => wholeList(ask, `/email/forwards/${encodeURIComponent(domain)}`, { right: 'mail', shape: Forwarded })

/** Gives a mailbox another password: with it its mail can be copied. */
export async function setPassword(ask: AskGandi, { domain, id, password }: { domain: string, id: string, password: string }) {
  present(await ask(`/email/mailboxes/${encodeURIComponent(domain)}/${encodeURIComponent(id)}`, { right: 'mail', method: 'PATCH', body: { password }, secrets: [password] }))
}
