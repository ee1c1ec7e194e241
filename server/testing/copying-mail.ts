import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { imapStores } from '../adapters/imap-copy.ts'
import type { Database } from '../platform/db.ts'
import type { CopyRequest } from '../transfer/mail-copy/account.ts'
import { copyMailbox, type Stands } from '../transfer/mail-copy/actions/copy.ts'
import type { CopyWorld } from '../transfer/mail-copy/actions/slice.ts'
import type { CopyResult } from '../transfer/mail-copy/copy.ts'

type End = { host: string, port: number }
type Wanted = { source: End, destination: End, user: string, to?: string, pass?: string, password?: string }

/** What a copy between two throw-away servers is asked. */
export const copyRequest = ({ source, destination, user, to = user, pass = 'first', password = 'password' }: Wanted): CopyRequest => ({
  pass, runId: 1, address: `${user}@pieds.example`,
  source: { host: source.host, port: source.port, user, password },
  destination: { host: destination.host, port: destination.port, user: to, password: 'password' },
})

/** What copies work with in a test: any address, slices of that many milliseconds. */
export const copyWorld = (database: Database, more: Partial<CopyWorld> = {}): CopyWorld => ({
  database, clock: () => new Date(), stores: imapStores({ isAllowed: () => true, spoolFolder: join(tmpdir(), 'permanence-spool') }), bytesPerSecond: 1e9, ...more,
})

/** Works on a copy, slice after slice, until it is done. Answers what came of it, and what it said on the way. */
export async function copyAll(world: CopyWorld, request: CopyRequest): Promise<{ result: CopyResult, said: Extract<Stands, { going: unknown }>['going'][] }> {
  const said: Extract<Stands, { going: unknown }>['going'][] = []
  for (let slices = 0; slices < 500; slices++) {
    const stands = await copyMailbox(world, request, AbortSignal.timeout(120_000))
    if ('result' in stands) return { result: stands.result, said }
    said.push(stands.going)
  }
  throw new Error('The copy does not come to an end')
}
