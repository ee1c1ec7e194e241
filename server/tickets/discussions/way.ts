import type { Discussion } from './contract.ts'

/** A list or forum, and a discussion there, as far as carrying an answer to it needs to know. */
export type Answerable = {
  answersBy: Discussion['source']['answersBy']
  /** Where one writes to the list, or from where the forum writes. */
  address: string | null
  /** How we are called there: the subscribed address, or a name at the forum. */
  account: string | null
  threadKey: string | null
  /** Where a mail becomes an answer to this topic. */
  replyAddress: string | null
}

/** How an answer gets to everybody: by a mail to that address, by the API of the forum, or by the hands of an agent. */
export type Way = { by: 'mail', to: string, from: string | null } | { by: 'api', threadKey: string } | { by: 'hand' }

const isAddress = (text: string | null): text is string => text !== null && /^[^\s@<>]+@[^\s@<>]+$/.test(text)

/** The way that is set, as far as there is one; else somebody carries it: an answer never goes elsewhere than where it was meant to. */
export function wayTo({ answersBy, address, account, threadKey, replyAddress }: Answerable): Way {
  // Lists and forums take mail of their subscribers and users only.
  const from = isAddress(account) ? account : null
  switch (answersBy) {
    case 'mail': return isAddress(address) ? { by: 'mail', to: address, from } : { by: 'hand' }
    case 'reply-address': return isAddress(replyAddress) ? { by: 'mail', to: replyAddress, from } : { by: 'hand' }
    case 'api': return threadKey === null ? { by: 'hand' } : { by: 'api', threadKey }
    case 'hand': return { by: 'hand' }
  }
}

/** The same in the word that the console knows. */
export function answersBy(answerable: Answerable): Discussion['source']['answersBy'] {
  return wayTo(answerable).by === 'hand' ? 'hand' : answerable.answersBy
}
