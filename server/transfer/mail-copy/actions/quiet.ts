import type { Account } from '../account.ts'
import { counts } from '../quiet.ts'
import type { CopyWorld } from './slice.ts'

/** When the last message came to a mailbox since then, whatever folder it is in; null when none did. Nothing is changed by looking. */
export async function lastMessageIn({ stores }: Pick<CopyWorld, 'stores'>, account: Account, { since, signal }: { since: Date, signal: AbortSignal }): Promise<number | null> {
  const source = await stores.openSource(account, { signal, bytesPerSecond: Infinity })
  try {
    let last: number | null = null
    const { folders } = await source.folders()
    for (const { path } of folders.filter(counts)) {
      if (!await source.enter(path)) continue
      const found = await source.lastSince(since)
      if (found !== null) last = Math.max(last ?? 0, found)
    }
    return last
  }
  finally {
    await source.close()
  }
}
