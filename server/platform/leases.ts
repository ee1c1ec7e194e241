import type { Database, Transaction } from './db.ts'

/** Takes or prolongs the named lease for `holder` until `now + forMs`; false when somebody else holds it. */
export function takeLease(database: Database, name: string, { holder, now, forMs }: { holder: string, now: Date, forMs: number }): Promise<boolean> {
  return database.transaction(async (db) => {
    const until = now.getTime() + forMs
    const held = await db('leases').where({ name }).forUpdate().first<{ holder: string, until: number } | undefined>('holder', 'until')
    if (held && held.holder !== holder && held.until > now.getTime()) return false
    if (held) await db('leases').where({ name }).update({ holder, until })
    else if (!await claimed(db, { name, holder, until })) return false
    return true
  })
}

// Two processes may both find no row; the key lets one of them in.
async function claimed(db: Transaction, lease: { name: string, holder: string, until: number }) {
  await db('leases').insert(lease).onConflict('name').ignore()
  const kept = await db('leases').where({ name: lease.name }).first<{ holder: string }>('holder')
  return kept?.holder === lease.holder
}

/** Gives the lease back, so that the next holder need not wait for its end. */
export async function releaseLease(database: Database, name: string, holder: string) {
  await database.transaction(db => db('leases').where({ name, holder }).delete())
}
