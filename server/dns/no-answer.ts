import { RemoteFailure } from '../platform/errors.ts'

/**
 * Why a name server gave nothing that can be used. `silent`: nothing came in time. `unreachable`: no way leads there.
 * `unreadable`: what came is no answer to what was asked. `refused`: it does not want to. `not-public`: it is at an
 * address that is not asked. `unasked`: there was no time left, or it was let alone after it had been silent.
 */
export type Why = 'silent' | 'unreachable' | 'unreadable' | 'refused' | 'not-public' | 'unasked'

const WORDS: Record<Why, string> = {
  'silent': 'it did not answer in time', 'unreachable': 'it cannot be reached', 'unreadable': 'what it answers cannot be read',
  'refused': 'it refuses', 'not-public': 'it has no public address', 'unasked': 'it was not asked',
}

/** No answer from a name server, with the reason as one stable word and in words that can be shown. */
export class NoAnswer extends RemoteFailure {
  readonly why: Why

  constructor(server: string, why: Why, detail = '') {
    super(`DNS server ${server}`, why !== 'not-public', new Error(detail ? `${WORDS[why]} (${detail})` : WORDS[why]))
    this.why = why
  }
}
