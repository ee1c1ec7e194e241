import { accountOf } from '../channels/mailboxes/url.ts'
import { addMailbox } from '../channels/mailboxes/actions.ts'
import type { Begin } from '../channels/mailboxes/mailbox.ts'
import type { Following } from '../channels/reading/actions/follow.ts'
import { openImap } from '../adapters/imap.ts'
import type { MailParser } from '../channels/mail/ports.ts'
import { blobsIn } from '../platform/blobs.ts'
import type { Database } from '../platform/db.ts'
import { idsFrom } from '../platform/ids.ts'
import { logTo } from '../platform/log.ts'
import { secretsOf } from '../platform/secrets.ts'
import { signerOf } from '../platform/signing.ts'
import { removeFolder, temporaryFolder } from './children.ts'

/** Everything that reading a mailbox needs, on this database, with a data directory of its own. The parser is the file's: its threads take a moment to begin. */
export function readingOn(database: Database, parser: MailParser) {
  const folder = temporaryFolder('raw')
  const secrets = secretsOf('a secret of tests, of sufficient length')
  const blobs = blobsIn(folder)
  const following: Following = {
    database, parser, secrets, blobs, ids: idsFrom(database), signer: signerOf(secrets.signingKey),
    clock: () => new Date(), log: logTo('silent'), openMailbox: openImap, config: { baseUrl: 'https://aide.coop.example' },
  }
  const rows = async <T>(table: string, where: Record<string, unknown> = {}) => await database.reader(table).where(where).orderBy('id').select('*') as T[]

  return {
    following,
    folder,
    addMailbox: (url: string, begin: Begin = 'all') => database.transaction(db => addMailbox({ db, now: new Date(), actor: { kind: 'system', name: 'test' } }, secrets, { account: accountOf(url), begin })),
    intakes: (mailboxId?: number) => rows<{ id: number, state: string, reason: string, uid: number | null, uid_validity: string | null, sha256: string | null, size: number, ticket_id: number | null, message_id: string }>('intakes', mailboxId === undefined ? {} : { mailbox_id: mailboxId }),
    tickets: () => rows<{ id: number, subject: string, status: string, message_count: number }>('tickets'),
    counted: async () => Number((await database.reader('ticket_counts').sum({ total: 'tickets' }))[0]?.['total'] ?? 0),
    async close() {
      await blobs.close()
      removeFolder(folder)
    },
  }
}
