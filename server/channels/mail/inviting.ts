import { NO_PEOPLE } from '../../tickets/filing/filing.ts'
import { keyOf, type At, type Case } from './case.ts'
import type { MailAddress } from '../understanding/message.ts'

/** Who wrote belongs to the conversation, or waits for an agent's yes; we ourselves never do, nor does a list or a forum: it is many. */
export function inviteAuthor({ desk, ours }: Case, author: MailAddress | null, invited: At & { pending: boolean }) {
  if (author && !ours.has(author.address) && !ours.isPublic(author.address)) desk.invite({ ...invited, address: keyOf(author), name: author.name })
}

const MAX_READERS = 30

/**
 * Those a member wrote to beside us belong to the conversation; `pending`: they wait for an agent's yes, since nobody vouches for the member.
 * Nobody of the conversation is brought into what is said beside it.
 */
export function inviteReaders(one: Case, at: At, { pending }: { pending: boolean }) {
  const { mail, desk, ours } = one
  const delivered = deliveredTo(one)
  const kept = at.sideId === null ? NO_PEOPLE : desk.ticket(at.ticketId)?.people ?? NO_PEOPLE
  const isNobody = (address: string) => address === '' || delivered.has(address) || kept.members.has(address) || ours.has(address) || ours.isPublic(address)
  for (const reader of [...mail.to, ...mail.cc].slice(0, MAX_READERS)) {
    const address = keyOf(reader)
    if (!isNobody(address)) desk.invite({ ...at, address, name: reader.name, pending })
  }
}

/** The addresses it was delivered to are ours, whatever they are. */
const deliveredTo = ({ arrived: { envelope }, mail }: Case) => new Set([...mail.deliveredTo, ...envelope?.to.map(address => address.toLowerCase()) ?? []])
