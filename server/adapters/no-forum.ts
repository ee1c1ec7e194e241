import type { Forum } from '../channels/sources/ports.ts'
import { RemoteFailure } from '../platform/errors.ts'

/** Stands in where no forum can be spoken to. */
export const noForum: Forum = {
  ensurePosted: () => Promise.reject(new RemoteFailure('The forum', false, new Error('no forum can be answered by its API here yet: publish the answer by hand'))),
}
