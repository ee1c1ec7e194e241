import type { Provisioner } from '../../ports.ts'
import { tried, type Check, type Checked, type Trial } from './check.ts'
import { READING, READING_ACCOUNT } from './reading.ts'
import { ACCOUNT, CLEANING, WRITING } from './writing.ts'

/** What is checked: only what changes nothing, or, with `write`, all of it on an account of that login that is made for it. */
export type Checking = { login?: string | undefined, domain?: string | undefined, write: boolean, clock: () => Date, signal?: AbortSignal | undefined }

/** What remains at the hosting when the checks are over; removing it takes a person. */
export type Remains = { left: string[] }

/**
 * The contract of a provisioner, point by point, each answered as soon as it is known. Called off (`signal`), it begins nothing
 * new and still cleans up. Answers last what is left.
 */
export async function* checks(provisioner: Provisioner, { login = '', domain = '', write, clock, signal = new AbortController().signal }: Checking): AsyncGenerator<Checked, Remains> {
  const trial: Trial = { provisioner, id: '', login, domain, signal, left: new Set() }
  const each = async function* (list: readonly Check[]) {
    for (const check of list) {
      if (trial.signal.aborted) return
      yield await tried(check, trial, clock)
    }
  }
  yield* each(READING)
  if (write) {
    yield* each([ACCOUNT])
    // Without an account of our own nothing else is touched.
    if (trial.id !== '') {
      yield* each(WRITING)
      yield* each(READING_ACCOUNT)
      trial.signal = new AbortController().signal
      yield* each(CLEANING)
    }
  }
  else if (login !== '') yield* each(READING_ACCOUNT)
  return { left: [...trial.left] }
}
