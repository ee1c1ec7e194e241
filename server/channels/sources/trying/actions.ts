import type { Db } from '../../../platform/db.ts'
import type { MailParser } from '../../mail/ports.ts'
import { entrances } from '../../mail/queries.ts'
import type { SourceTested } from '../contract.ts'
import { activeSources } from '../store.ts'
import { tried, UNREAD } from './trying.ts'

/** Says what is understood of a message. Nothing of it is kept. */
export async function tryOut({ db, parser }: { db: Db, parser: Pick<MailParser, 'parse'> }, message: Uint8Array): Promise<SourceTested> {
  const understood = await parser.parse({ bytes: message })
  if (!('mail' in understood)) return UNREAD
  const doors = await entrances(db)
  const authservIds = new Set(doors.filter(({ active }) => active).map(({ authservId }) => authservId).filter(id => id !== null))
  return tried(understood.mail, { sources: await activeSources(db), authservIds: [...authservIds] })
}
