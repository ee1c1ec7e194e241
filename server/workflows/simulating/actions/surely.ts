import { Killed } from './faulty.ts'

/** Does it until the process does not die over it: what a supervisor that starts the worker again comes to. */
export async function surely<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try { return await work() }
    catch (error) { if (!(error instanceof Killed)) throw error }
  }
}
