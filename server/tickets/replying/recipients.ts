import type { MailAddress } from '../../outbox/contract.ts'

/** Who takes part in a conversation, as far as answering it needs to know. Addresses are in lower case, but for the requester's. */
export type Conversation = {
  requester: MailAddress
  /** Those who belong to it: nobody who waits for an agent's yes. */
  participants: readonly MailAddress[]
  /** Where the requester last asked that answers go (Reply-To), when it is not where they write from. */
  replyTo: string | null
  /** Of an address in lower case: whether it is one of ours, or that of a list or forum, and so nobody's. */
  isNobody: (address: string) => boolean
}

/** Who gets a reply unless the agent says otherwise: the requester, and everybody else who belongs to the conversation in copy. Whoever answered last does not take the requester's place. */
export function proposedRecipients({ requester, participants, replyTo, isNobody }: Conversation): { to: MailAddress[], cc: MailAddress[] } {
  const asked = requester.address.toLowerCase()
  const others = participants.filter(({ address }) => address !== asked && !isNobody(address))
  if (asked === '' || isNobody(asked)) return { to: others.slice(0, 1), cc: others.slice(1) }
  const address = replyTo !== null && !isNobody(replyTo.toLowerCase()) ? replyTo : requester.address
  return { to: [{ address, name: requester.name }], cc: others.filter(other => other.address !== address.toLowerCase()) }
}
