import { RemoteFailure } from '../platform/errors.ts'
import type { Appended, MailDestination } from '../transfer/mail-copy/ports.ts'
import { appendSpooled } from './imap-copy-append.ts'
import { storeOn, type Connection } from './imap-copy-connection.ts'
import { named, refusalOf, saidBy, type Answered } from './imap-copy-failures.ts'

/** A destination on this connection. */
export function destinationOn(connection: Connection): MailDestination {
  const { client, ask, side, account } = connection
  const store = storeOn(connection, { readOnly: false })
  return {
    ...store,
    make: path => ask(async () => {
      try {
        await client.mailboxCreate(path)
        return undefined
      }
      catch (error) {
        if (!client.usable || (error as Answered).responseStatus !== 'NO') throw error
        return { refused: saidBy(error as Answered) }
      }
    }),
    append: message => ask(async (): Promise<Appended> => {
      const { body, flags, deliveredAt } = message
      const path = client.mailbox && client.mailbox.path
      if (!path) throw new Error('no folder was entered')
      const date = deliveredAt > 0 ? new Date(deliveredAt) : undefined
      try {
        const appended = body instanceof Uint8Array
          ? await client.append(path, Buffer.from(body.buffer, body.byteOffset, body.length), [...flags], date)
          : await appendSpooled(client, { path, flags, date, body })
        if (!appended) throw new RemoteFailure(named(side, account), true, 'it did not take a message')
        return { uid: appended.uid ?? null }
      }
      catch (error) {
        const refused = client.usable ? refusalOf(error) : undefined
        if (!refused) throw error
        return refused
      }
    }),
    setFlags: (uid, flags) => ask(async () => {
      if (!await client.messageFlagsSet(String(uid), [...flags], { uid: true, silent: true })) throw new RemoteFailure(named(side, account), true, 'it did not set the flags of a message')
    }),
    room: () => ask(async () => {
      const quota = await client.getQuota('INBOX')
      const { usage, limit } = (quota && quota.storage) || {}
      return typeof usage === 'number' && typeof limit === 'number' && limit > 0 ? { used: usage, limit } : null
    }),
  }
}
