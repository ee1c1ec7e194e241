export type RefusalCode = 'not-found' | 'forbidden' | 'unauthenticated' | 'conflict' | 'invalid' | 'too-many'

/** An error the person in front of the screen can understand and act on. Anything else is a bug. */
export class Refusal extends Error {
  readonly code: RefusalCode

  constructor(code: RefusalCode, message: string) {
    super(message)
    this.name = 'Refusal'
    this.code = code
  }
}

/** The other side failed. `retry` says whether trying again later can help. */
export class RemoteFailure extends Error {
  readonly remote: string
  readonly retry: boolean

  constructor(remote: string, retry: boolean, cause: unknown) {
    super(`${remote}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.name = 'RemoteFailure'
    this.remote = remote
    this.retry = retry
  }
}
