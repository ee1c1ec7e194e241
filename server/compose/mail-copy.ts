import { join } from 'node:path'
import { imapStores } from '../adapters/imap-copy.ts'
import type { Database } from '../platform/db.ts'
import type { Config } from '../platform/config.ts'
import { mailCopyAction, mailQuietProbe } from '../transfer/steps/actions/mail-copy.ts'
import type { Ports } from '../workflows/ports.ts'

type Parts = { database: Database, clock: () => Date, config: Pick<Config, 'dataDir' | 'privateAddresses'> }

/** The steps that copy mailboxes. */
export function mailCopyPorts({ database, clock, config }: Parts): Ports {
  const world = { database, clock, stores: imapStores({ spoolFolder: join(config.dataDir, 'spool'), own: new Set(config.privateAddresses) }) }
  return { actions: { 'mail.copy': mailCopyAction(world) }, probes: { 'mail.quiet': mailQuietProbe(world) } }
}
