import type { Context } from '../../platform/context.ts'
import { deleteFailing } from './store.ts'

/** Mail to these addresses arrives again, or so it seems: nothing is said of them any more. Answers whether of any something was. */
export async function forgetFailing({ db }: Pick<Context, 'db'>, addresses: readonly string[]): Promise<boolean> {
  return addresses.length > 0 && await deleteFailing(db, addresses) > 0
}
