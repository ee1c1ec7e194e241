import type { OpenForum } from '../channels/sources/ports.ts'

/** A forum that takes every answer, once, and has nothing to tell: the one of the demonstration, whose people speak by themselves. */
export const simulatedForum: OpenForum = ({ source: { url } }) => ({
  latest: position => Promise.resolve({ posts: [], position: position ?? 'begun' }),
  these: () => Promise.resolve([]),
  topic: () => Promise.resolve([]),
  ensurePosted: ({ since }) => Promise.resolve({ postKey: `post/${since}`, postUrl: `${url}/p/${since}` }),
})
