import type { SeenPost } from './seen.ts'
import type { Source } from './source.ts'

/** A post that is no more: it says nothing but its name. */
export const gonePost = (postKey: string, { name, address }: Pick<Source, 'name' | 'address'>): SeenPost => ({
  post: {
    postKey, threadKey: null, title: '', category: null, isPrivate: false, isOwn: false, postUrl: null, threadUrl: null, author: { name: '', handle: null },
    forum: { name, address, host: 'forum.invalid' }, text: '', html: null, at: 0, messageId: null, references: [],
  },
  version: 'none', changedAt: 0, isNew: false, opens: false, isGone: true, isSolution: false,
})
