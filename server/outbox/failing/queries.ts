import type { Db } from '../../platform/db.ts'
import { slices } from '../../platform/rows.ts'
import type { FailingAddress } from './contract.ts'
import { failingKey } from './failing.ts'

/** Which of these addresses take no mail of ours. */
export async function failingAmong(db: Db, addresses: readonly string[]): Promise<FailingAddress[]> {
  const found: FailingAddress[] = []
  for (const some of slices([...new Set(addresses.map(failingKey))])) {
    found.push(...await db('failing_addresses').whereIn('key', some).orderBy('address').select<FailingAddress[]>('address', 'words', 'at'))
  }
  return found
}
