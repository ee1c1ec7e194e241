import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { searchIn } from './adapters/fts5.ts'
import { openImap } from './adapters/imap.ts'
import { rewritten } from './adapters/mail-html.ts'
import { mailParser } from './adapters/mail-parser.ts'
import { remotePictures } from './adapters/remote-pictures.ts'
import { listenSmtp } from './adapters/smtp-listener.ts'
import { socketsOn } from './adapters/sockets.ts'
import type { MailParser } from './channels/mail/ports.ts'
import { blobsIn } from './platform/blobs.ts'
import type { Config } from './platform/config.ts'
import { openDatabase } from './platform/db.ts'
import { idsFrom } from './platform/ids.ts'
import { logTo } from './platform/log.ts'
import { secretKeyIn, secretsOf } from './platform/secrets.ts'
import { signerOf } from './platform/signing.ts'

const PARSER_THREADS = 2

/** Reads messages, for whoever needs nothing else. */
export const openMailParser = (): MailParser => mailParser({ threads: PARSER_THREADS })

/**
 * Everything a process works with, put together in one place from the configuration. Nothing is connected yet:
 * databases, threads and servers are reached when first used.
 */
export function compose(config: Config) {
  const log = logTo(config.logLevel)
  const secrets = secretsOf(secretKeyIn(config.dataDir, config.secretKey))
  const database = openDatabase(config.databaseUrl)
  const blobs = blobsIn(join(config.dataDir, 'raw'))
  const parser = openMailParser()
  const search = searchIn(config.dataDir, log)
  return {
    config,
    log,
    secrets,
    signer: signerOf(secrets.signingKey),
    database,
    ids: idsFrom(database),
    blobs,
    clock: () => new Date(),
    /** The name of this process among those that share the work. */
    holder: randomUUID(),
    parser,
    search,
    bytes: {
      raw: blobs.stream,
      attachment: (sha256: string, part: number) => parser.attachment({ path: blobs.pathOf(sha256) }, part),
    },
    rewriteHtml: rewritten,
    fetchPicture: remotePictures(),
    openMailbox: openImap,
    openPush: socketsOn,
    listenSmtp,
    async close() {
      await Promise.all([parser.close(), search.close(), blobs.close()])
      await database.close()
    },
  }
}

/** Everything a process works with. */
export type World = ReturnType<typeof compose>
