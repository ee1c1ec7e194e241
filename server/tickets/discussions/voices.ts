import type { Message } from '../contract.ts'

/** Who asks on the ticket, and how we are called where it is discussed. */
export type Voices = { asker: { address: string, handle: string | null }, ours: ReadonlySet<string>, accounts: ReadonlyMap<number, string | null> }

type Author = Message['author']

/** Whose voice a message of a discussion is: that of who asks, of others there, or ours, written there by hand; null for what was not said to everybody. */
export function voiceIn(voices: Voices, { kind, discussionId, author }: Pick<Message, 'kind' | 'discussionId' | 'author'>): Message['voice'] {
  if (discussionId === null || kind === 'note') return null
  if (kind === 'reply' || isOurs(voices, discussionId, author)) return 'ours'
  return isAsker(voices, author) ? 'asking' : 'community'
}

const low = (name: string | null | undefined) => name?.toLowerCase() ?? ''

function isOurs({ ours, accounts }: Voices, discussionId: number, { address, handle }: Author): boolean {
  const account = low(accounts.get(discussionId))
  return ours.has(low(address)) || (account !== '' && [low(address), low(handle)].includes(account))
}

function isAsker({ asker }: Voices, { address, handle }: Author): boolean {
  return (asker.address !== '' && low(address) === low(asker.address)) || (handle !== null && handle === asker.handle)
}
