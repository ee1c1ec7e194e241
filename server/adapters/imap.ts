import { setTimeout as wait } from 'node:timers/promises'
import { ImapFlow, type FetchMessageObject, type FetchQueryObject } from 'imapflow'
import type { Account, Described, Listed } from '../channels/mailboxes/mailbox.ts'
import type { MailboxConnection } from '../channels/mailboxes/ports.ts'
import { RemoteFailure } from '../platform/errors.ts'
import { slices } from '../platform/rows.ts'

// Above the largest message we take (limits.ts), so that it is our own limit that speaks.
const MAX_LITERAL = 128 * 1024 * 1024
const CONNECTION_MS = 30_000
// While waiting, the connection is tried out this often; during a command, so long a silence is its end.
const SOCKET_MS = 45_000
const SHORTEST_IDLE_MS = 5000
const STREAM_CHUNK = 256 * 1024
// Servers limit the length of a command: Dovecot to 64 kB.
const UIDS_AT_ONCE = 1000

/** Opens a folder of an IMAP account for reading (EXAMINE), or for changing it too (SELECT). Fails with a RemoteFailure that says in a sentence what the server answered. */
export async function openImap(account: Account): Promise<MailboxConnection> {
  const { host, port, secure, username, password, folder, writes = false } = account
  const client = new ImapFlow({
    host, port, secure, auth: { user: username, pass: password }, logger: false, disableAutoIdle: true,
    maxIdleTime: 4 * 60_000, connectionTimeout: CONNECTION_MS, greetingTimeout: CONNECTION_MS, socketTimeout: SOCKET_MS, maxLiteralSize: MAX_LITERAL,
    // Only the loopback may do without TLS (url.ts): there is nothing to upgrade to.
    doSTARTTLS: false,
  })
  const where = `${username} at ${host}:${port}`
  // Without a listener an error event ends the process; the failing command tells the story.
  client.on('error', () => undefined)
  try {
    await client.connect()
    const mailbox = await client.mailboxOpen(folder, { readOnly: !writes })
    return connectionOn(client, { where, uidValidity: String(mailbox.uidValidity), uidNext: mailbox.uidNext, writes })
  }
  catch (error) {
    client.close()
    throw failureOf(where, error)
  }
}

type Answer = { authenticationFailed?: boolean, responseText?: string, code?: string }

function failureOf(where: string, error: unknown): RemoteFailure {
  if (error instanceof RemoteFailure) return error
  const { authenticationFailed, responseText, code } = error as Answer
  if (authenticationFailed) return new RemoteFailure(where, false, new Error(`the server refused the user or the password (${responseText ?? 'no reason given'})`))
  if (isNoTls(code)) return new RemoteFailure(where, false, new Error('the server does not speak TLS at this port; imaps:// is usually at 993'))
  if (responseText) return new RemoteFailure(where, true, new Error(`the server answered: ${responseText}`))
  return new RemoteFailure(where, true, error instanceof Error ? error : new Error(code ?? String(error)))
}

const isNoTls = (code: string | undefined) => code === 'EPROTO' || code === 'ERR_SSL_WRONG_VERSION_NUMBER'

/** UIDs as a sequence set with its runs joined: 1:3,7 */
export function uidSet(uids: readonly number[]): string {
  const runs: [number, number][] = []
  for (const uid of uids) {
    const last = runs.at(-1)
    if (last && uid === last[1] + 1) last[1] = uid
    else runs.push([uid, uid])
  }
  return runs.map(([from, to]) => from === to ? String(from) : `${from}:${to}`).join(',')
}

type Opened = { where: string, uidValidity: string, uidNext: number, writes: boolean }

function commandsOn(client: ImapFlow, where: string) {
  /** Every command through here: a lost connection is a failure, never an empty answer. */
  async function ask<T>(command: () => Promise<T>): Promise<T> {
    if (!client.usable || !client.mailbox) throw new RemoteFailure(where, true, new Error('the connection was lost'))
    try {
      const answer = await command()
      if (!client.usable || !client.mailbox) throw new Error('the connection was lost')
      return answer
    }
    catch (error) {
      throw failureOf(where, error)
    }
  }

  async function search(query: Parameters<ImapFlow['search']>[0]): Promise<number[]> {
    const found = await ask(() => client.search(query, { uid: true }))
    if (!found) throw new RemoteFailure(where, true, new Error('the server did not carry out a search'))
    return found.sort((a, b) => a - b)
  }

  async function* each(uids: readonly number[], query: FetchQueryObject): AsyncGenerator<FetchMessageObject> {
    if (uids.length === 0) return
    try {
      for (const some of slices(uids, UIDS_AT_ONCE)) yield* client.fetch(uidSet(some), { uid: true, size: true, internalDate: true, ...query }, { uid: true })
    }
    catch (error) {
      throw failureOf(where, error)
    }
    await ask(() => Promise.resolve())
  }

  return { ask, search, each }
}

function connectionOn(client: ImapFlow, { where, uidValidity, uidNext, writes }: Opened): MailboxConnection {
  const { ask, search, each } = commandsOn(client, where)
  const told = newsOf(client)

  return {
    uidValidity,
    uidNext,
    writes,
    ...changesOn(client, ask),
    // n:* always answers the last message, even when its UID is below n.
    async uidsAfter(after) {
      told.seen()
      return (await search({ uid: `${after + 1}:*` })).filter(uid => uid > after)
    },
    uidsSince: day => search({ since: day }),
    present: async uids => uids.length === 0 ? [] : search({ uid: uidSet(uids) }),
    list: uids => collect(each(uids, {}), listed),
    async *fetch(uids) {
      for await (const message of each(uids, { source: true })) if (message.source) yield { ...listed(message), bytes: message.source }
    },
    stream: uid => ask(async () => {
      const { content } = await client.download(String(uid), undefined, { uid: true, chunkSize: STREAM_CHUNK })
      if (!content) throw new Error(`the server did not hand out message ${uid}`)
      return content
    }),
    describe: uids => collect(each(uids, { envelope: true }), (message): Described => ({ ...listed(message), messageId: message.envelope?.messageId ?? null })),
    waitForNews: (forMs, signal) => ask(async () => { if (!told.heard()) await news(client, forMs, signal) }),
    async close() {
      await Promise.race([client.logout().catch(() => undefined), wait(2000, undefined, { ref: false })])
      client.close()
    },
  }
}

type Ask = ReturnType<typeof commandsOn>['ask']

function changesOn(client: ImapFlow, ask: Ask): Pick<MailboxConnection, 'mark' | 'moveTo'> {
  return {
    mark: (uids, flag) => ask(async () => {
      if (!await client.messageFlagsAdd(uidSet(uids), [flag], { uid: true, silent: true })) throw new Error(`the server did not set ${flag}`)
    }),
    moveTo: (uids, folder) => ask(async () => {
      // Without either, EXPUNGE would remove what others have marked as deleted as well.
      if (!client.capabilities.has('MOVE') && !client.capabilities.has('UIDPLUS')) throw new Error('the server can neither MOVE nor UID EXPUNGE')
      if (await client.messageMove(uidSet(uids), folder, { uid: true })) return
      await client.mailboxCreate(folder)
      if (!await client.messageMove(uidSet(uids), folder, { uid: true })) throw new Error(`the server did not move messages into ${folder}`)
    }),
  }
}

async function collect<T>(messages: AsyncIterable<FetchMessageObject>, as: (message: FetchMessageObject) => T): Promise<T[]> {
  const all: T[] = []
  for await (const message of messages) all.push(as(message))
  return all
}

function listed({ uid, size, internalDate }: FetchMessageObject): Listed {
  return { uid, size: size ?? 0, deliveredAt: internalDate ? new Date(internalDate).getTime() : 0 }
}

/** Whether the server spoke of new messages since `seen` was called: also between two commands, when nobody waits. */
function newsOf(client: ImapFlow) {
  let heard = false
  client.on('exists', () => { heard = true })
  return { heard: () => heard, seen: () => { heard = false } }
}

async function news(client: ImapFlow, forMs: number, signal: AbortSignal): Promise<void> {
  const told = new AbortController()
  const until = AbortSignal.any([told.signal, signal])
  const hear = () => told.abort()
  client.on('exists', hear).on('close', hear)
  try {
    // IDLE ends with the next command on this connection, or with the try-out of a quiet one. A server that refuses it is asked now and then.
    const began = performance.now()
    const ended = () => { setTimeout(hear, performance.now() - began < SHORTEST_IDLE_MS ? SHORTEST_IDLE_MS : 0).unref() }
    client.idle().then(ended, hear)
    await wait(forMs, undefined, { signal: until }).catch(() => undefined)
  }
  finally {
    client.off('exists', hear).off('close', hear)
  }
}
