import type { Database, Transaction } from '../../../platform/db.ts'
import type { CopyRequest } from '../account.ts'
import type { Copy } from '../copy.ts'
import type { MailDestination, MailSource, MailStores } from '../ports.ts'
import { holdCopy, lockCopy, savePass, saveSlice } from '../store.ts'

/** What copying works with. */
export type CopyWorld = {
  database: Database
  clock: () => Date
  stores: MailStores
  /** How long one slice of work goes on before it says how far it is. */
  sliceMs?: number
  bytesPerSecond?: number
}

/** One slice of work on a copy: a bounded time, with both mailboxes open. */
export type Slice = {
  database: Database
  copy: Copy
  request: CopyRequest
  source: MailSource
  destination: MailDestination
  /** What it has moved so far, and where it is at. */
  tally: { messages: number, bytes: number, ms: number, folder: string | null }
  /** Whether it is time to say how far we are. */
  isOver: () => boolean
}

/** Takes up the copy of these two mailboxes where it stands; a pass that is not known begins anew, with what is there already. */
export function takeUp({ database, clock }: CopyWorld, request: CopyRequest): Promise<Copy> {
  const at = clock().getTime()
  return database.transaction(async (db) => {
    const { passKey, ...copy } = await lockCopy(db, request, at)
    const slice = copy.slice + 1
    await saveSlice(db, { id: copy.id, slice }, at)
    if (passKey === request.pass) return { ...copy, slice }
    const pass = copy.pass + 1
    await savePass(db, { id: copy.id, pass }, { passKey: request.pass, runId: request.runId, access: request.access, at })
    return { ...copy, slice, pass, stage: 'folders', workedMs: 0, moved: { messages: 0, bytes: 0 }, result: null }
  })
}

/** Notes something, as long as nobody else has taken the copy up. */
export const noteIn = ({ database, copy }: Pick<Slice, 'database' | 'copy'>, write: (db: Transaction) => Promise<unknown>): Promise<void> =>
  database.transaction(async (db) => {
    await holdCopy(db, copy)
    await write(db)
  })

/** Fails when somebody else has taken the copy up: whoever stood still for long must not go on as if nothing had happened. */
export const stillOurs = (slice: Pick<Slice, 'database' | 'copy'>): Promise<void> => noteIn(slice, () => Promise.resolve())

/** Everything that comes, in one list. */
export async function collected<T>(some: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const one of some) all.push(one)
  return all
}
