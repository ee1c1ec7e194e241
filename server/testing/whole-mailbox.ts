import { createHash } from 'node:crypto'
import { ImapFlow, type FetchMessageObject } from 'imapflow'

/** A message as IMAP shows it: which bytes, which flags, since when. */
export type Seen = { bytes: string, size: number, flags: string[], at: number, messageId: string }

type Server = { host: string, port: number }
const clientOf = ({ host, port }: Server, user: string) => new ImapFlow({ host, port, secure: false, doSTARTTLS: false, auth: { user, pass: 'password' }, logger: false })

/** Works on a mailbox as any mail program does. */
export async function withMailbox<T>(server: Server, user: string, act: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = clientOf(server, user)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await act(client)
  }
  finally {
    await client.logout()
  }
}

/** Everything that a mailbox holds, by folder, in the order of its UIDs. \Recent is the server's own and left out. */
export const wholeMailbox = (server: Server, user: string): Promise<Map<string, Seen[]>> => withMailbox(server, user, async (client) => {
  const all = new Map<string, Seen[]>()
  for (const { path, flags } of await client.list()) {
    if (flags.has('\\Noselect') || flags.has('\\NonExistent')) continue
    const { exists } = await client.mailboxOpen(path, { readOnly: true })
    const found = exists > 0 ? await client.fetchAll('1:*', { source: true, flags: true, internalDate: true, size: true, envelope: true }) : []
    all.set(path, found.map(seenOf))
  }
  return all
})

function seenOf({ source, size, flags, internalDate, envelope }: FetchMessageObject): Seen {
  return {
    bytes: createHash('sha256').update(source ?? '').digest('hex'), size: Number(size), flags: [...flags ?? []].filter(flag => flag !== '\\Recent').sort(),
    at: new Date(internalDate ?? 0).getTime(), messageId: String(envelope?.messageId),
  }
}

/** How many messages it holds, all folders together. */
export const countOf = (mailbox: ReadonlyMap<string, readonly Seen[]>): number => [...mailbox.values()].reduce((sum, { length }) => sum + length, 0)

export type Given = { raw: string | Buffer, flags?: string[], at?: string }

/** Puts messages with their flags and dates into a folder, which is made when it is missing. */
export const giveMail = ({ server, user, folder = 'INBOX' }: { server: Server, user: string, folder?: string }, messages: readonly Given[]): Promise<void> => withMailbox(server, user, async (client) => {
  await client.mailboxCreate(folder)
  await client.mailboxOpen(folder)
  for (const { raw, flags = [], at = '2026-03-01T08:00:00Z' } of messages) await client.append(folder, raw, flags, new Date(at))
})
