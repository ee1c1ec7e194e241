import type { Message } from '../../../../server/tickets/contract.ts'

/** What is known of an answer where everybody reads it: seen there, held or refused by its moderators; undefined as long as nothing is. */
export function publicStand({ publishedAt, moderation }: Pick<Message, 'publishedAt' | 'moderation'>): 'seen' | 'held' | 'refused' | undefined {
  return publishedAt === null ? moderation ?? undefined : 'seen'
}
