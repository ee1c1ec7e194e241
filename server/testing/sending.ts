import { randomUUID } from 'node:crypto'
import { mailComposer } from '../adapters/mail-composer.ts'
import { noForum } from '../adapters/no-forum.ts'
import { smtpServer } from '../adapters/smtp.ts'
import { postBy } from '../channels/sending/actions/post.ts'
import { sendMail, type SendingWorld } from '../channels/sending/actions/send.ts'
import { putInOutbox } from '../outbox/actions/put.ts'
import type { Letter, Outgoing } from '../outbox/outgoing.ts'
import { ownId } from '../outbox/own-id.ts'
import { dueMails } from '../outbox/queries.ts'
import { blobsIn } from '../platform/blobs.ts'
import type { Database } from '../platform/db.ts'
import { idsFrom } from '../platform/ids.ts'
import { logTo } from '../platform/log.ts'
import { mailServerAt } from '../platform/mail-servers.ts'
import { secretsOf } from '../platform/secrets.ts'
import { signerOf } from '../platform/signing.ts'
import { removeFolder, temporaryFolder } from './children.ts'

const TO_CLAIRE: Letter = {
  from: { address: 'support@coop.example', name: 'Support' }, replyTo: null, to: [{ address: 'claire@example.org', name: 'Claire' }], cc: [],
  subject: 'Votre boîte', text: 'Bonjour', html: '<p>Bonjour</p>', inReplyTo: null, references: [], files: [],
}

export type Putting = Omit<Partial<Outgoing>, 'letter'> & { letter?: Partial<Letter> }

/** Everything that sending needs, on this database, with a data directory of its own and a clock that can be moved on. */
export function sendingOn(database: Database) {
  const folder = temporaryFolder('sending')
  const secrets = secretsOf('a secret of tests, of sufficient length')
  const signer = signerOf(secrets.signingKey)
  const blobs = blobsIn(folder)
  const ids = idsFrom(database)
  const closing: (() => void)[] = []
  let ahead = 0
  const clock = () => new Date(Date.now() + ahead)

  function world(urls: readonly string[], more: Partial<SendingWorld> = {}): SendingWorld {
    const servers = urls.map((url) => {
      const address = mailServerAt(url)
      if (!address) throw new Error(`${url} is no server`)
      // Only where there is another one is silence a thing to get over.
      return smtpServer(address, { connectMs: 20_000, silenceMs: urls.length > 1 ? 2_000 : 20_000 })
    })
    closing.push(() => servers.forEach(server => server.close()))
    return {
      database, blobs, secrets, signer, clock, log: logTo('silent'), holder: randomUUID(), composeMail: mailComposer({ blobs, keys: [] }),
      post: postBy(servers, clock), forum: noForum, mailOut: { servers: servers.length, mode: 'send' }, ...more,
    }
  }

  return {
    signer, secrets, blobs, clock, world,
    wait(ms: number) { ahead += ms },
    /** Sends everything that is due, once. */
    async turn(by: SendingWorld) {
      for (const id of await dueMails(database.reader, clock(), 100)) await sendMail(by, id)
    },
    async put({ letter, ...more }: Putting = {}): Promise<number> {
      const [id = 0] = await ids(1)
      const outgoing: Outgoing = {
        id, kind: 'reply', messageId: ownId({ ticketId: 1, sideId: null, messageId: id }, signer, 'coop.example'), letter: { ...TO_CLAIRE, ...letter },
        ticketId: null, storedMessageId: null, mailboxId: null, agentId: null, hold: null, ...more,
      }
      await database.transaction(db => putInOutbox({ db, now: clock() }, outgoing, secrets))
      return id
    },
    mail: async (id: number) => await database.reader('outbox').where({ id }).first() as Record<string, unknown>,
    deliveries: async (id: number) => await database.reader('deliveries').where({ outbox_id: id }).orderBy('id') as { id: number, address: string, state: string, answer: string | null }[],
    async close() {
      for (const close of closing) close()
      await blobs.close()
      removeFolder(folder)
    },
  }
}
