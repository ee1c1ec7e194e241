import { isIP } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { ImapFlow, type FetchMessageObject, type FetchQueryObject, type ImapFlowOptions } from 'imapflow'
import { Refusal } from '../platform/errors.ts'
import { slices } from '../platform/rows.ts'
import { isLoopback, securityOf, type Account, type Side } from '../transfer/mail-copy/account.ts'
import type { Folder, Listing } from '../transfer/mail-copy/folders.ts'
import { headerIn, type Listed } from '../transfer/mail-copy/message.ts'
import type { Entered, MailStore } from '../transfer/mail-copy/ports.ts'
import { commandFailure, openingFailure, type Answered } from './imap-copy-failures.ts'
import { uidSet } from './imap.ts'
import { isPublicAddress, publicLookup } from './public-address.ts'

/** What is the same for all copies of this installation. */
export type CopySettings = {
  /** Of our own network: a mailbox may be copied to them, though nobody else reaches them. From them, nothing is copied: a source is what somebody tells us. */
  own?: ReadonlySet<string>
  /** For tests: which addresses may be connected to, rather than public ones and our own. */
  isAllowed?: (address: string) => boolean
  /** For tests: whom to believe beside the usual authorities; and how this machine is spoken to, which needs no TLS. */
  ca?: string
  security?: ReturnType<typeof securityOf>
  /** Where a large message lies while it is passed on. */
  spoolFolder: string
  silenceMs?: number
}

const CONNECTION_MS = 20_000
// During a command, or between two: the other end may have a large message to swallow meanwhile.
const SILENCE_MS = 100_000
// Large messages are asked for in pieces: nothing else is as long.
const MAX_LITERAL = 8 * 1024 * 1024
const UIDS_AT_ONCE = 1000
const MOST_FOLDERS = 5000
const ASKED_HEADERS = ['message-id', 'date', 'from', 'subject']

/** An open connection to one end, by which commands are asked. */
export type Connection = { client: ImapFlow, side: Side, account: Account, ask: <T>(command: () => Promise<T>) => Promise<T> }

/** Opens one end of a copy. */
export async function connectTo(side: Side, account: Account, { settings, signal }: { settings: CopySettings, signal: AbortSignal }): Promise<Connection> {
  try {
    const isAllowed = settings.isAllowed ?? allowedFor(side, settings)
    refuseOwnAddress(account, isAllowed)
    const client = new ImapFlow(optionsFor(account, { ...settings, isAllowed }))
    // Without a listener an error event ends the process; the failing command tells the story.
    client.on('error', () => undefined)
    const hangUp = () => client.close()
    signal.addEventListener('abort', hangUp, { once: true })
    client.on('close', () => signal.removeEventListener('abort', hangUp))
    try {
      await client.connect()
    }
    catch (error) {
      client.close()
      throw error
    }
    return { client, side, account, ask: command => asked({ client, side, account }, command) }
  }
  catch (error) {
    throw openingFailure(side, account, error)
  }
}

const allowedFor = (side: Side, { own }: CopySettings) => (address: string) => isPublicAddress(address) || (side === 'destination' && (own?.has(address) ?? false))

function optionsFor(account: Account, { isAllowed, ca, silenceMs = SILENCE_MS, security = securityOf(account) }: CopySettings): ImapFlowOptions {
  return {
    host: account.host.replace(/^\[|\]$/g, ''), port: account.port, secure: security === 'tls', ...security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' },
    auth: { user: account.user, pass: account.password }, logger: false, disableAutoIdle: true,
    connectionTimeout: CONNECTION_MS, greetingTimeout: CONNECTION_MS, socketTimeout: silenceMs, maxLiteralSize: MAX_LITERAL,
    // Handed on to the socket, with TLS and without: the address that was judged is the one that is connected to.
    tls: { minVersion: 'TLSv1.2', lookup: publicLookup(isAllowed), ...ca === undefined ? {} : { ca } } as NonNullable<ImapFlowOptions['tls']>,
  }
}

/** Names are judged when they are looked up; an address that is written as such is not looked up. */
function refuseOwnAddress({ host }: Account, isAllowed: (address: string) => boolean) {
  const bare = host.replace(/^\[|\]$/g, '')
  const address = isLoopback(bare) ? '127.0.0.1' : bare
  if (isIP(address) > 0 && !isAllowed(address)) throw new Refusal('invalid', `${host} is no public address`)
}

/** A lost connection is a failure, never an empty answer. */
async function asked<T>({ client, side, account }: Omit<Connection, 'ask'>, command: () => Promise<T>): Promise<T> {
  try {
    if (!client.usable) throw new Error('lost')
    const answer = await command()
    if (!client.usable) throw new Error('lost')
    return answer
  }
  catch (error) {
    throw commandFailure(side, account, error)
  }
}

/** What both ends can do. `readOnly`: folders are opened by EXAMINE. */
export function storeOn(connection: Connection, { readOnly }: { readOnly: boolean }): MailStore {
  const { client, ask } = connection
  const sizeOf = ({ size = 0 }: FetchMessageObject) => size
  return {
    folders: () => ask(async () => listingOf(await client.list(), client)),
    enter: path => ask(async () => entered(await opened(client, path, readOnly), client)),
    // n:* always answers the last message, even when its UID is below n.
    uidsAfter: async uid => (await search(connection, `${uid + 1}:*`)).filter(found => found > uid),
    present: async uids => (await Promise.all([...slices(uids, UIDS_AT_ONCE)].map(some => search(connection, uidSet(some))))).flat(),
    async *list(uids) {
      for await (const message of each(connection, uids, { size: true, flags: true, internalDate: true, headers: ASKED_HEADERS })) yield listed(message)
    },
    flagsOf: uids => byUid(each(connection, uids, { flags: true }), ({ flags }) => [...flags ?? []]),
    sizesOf: uids => byUid(each(connection, uids, { size: true }), sizeOf),
    async close() {
      await Promise.race([client.logout().catch(() => undefined), wait(2000, undefined, { ref: false })])
      client.close()
    },
  }
}

/** A folder that the server does not open is an answer; anything else is a failure. */
async function opened(client: ImapFlow, path: string, readOnly: boolean) {
  try {
    return await client.mailboxOpen(path, { readOnly })
  }
  catch (error) {
    if ((error as Answered).responseStatus === 'NO' && client.usable) return undefined
    throw error
  }
}

function entered(mailbox: Awaited<ReturnType<typeof opened>>, { capabilities }: ImapFlow): Entered | undefined {
  if (!mailbox) return undefined
  const limits = [mailbox.appendlimit, capabilities.get('APPENDLIMIT')].filter(limit => typeof limit === 'number')
  return { uidValidity: String(mailbox.uidValidity), messages: mailbox.exists, permanentFlags: mailbox.permanentFlags ?? new Set(['\\*']), largest: limits.length > 0 ? Math.min(...limits) : null }
}

type Found = Awaited<ReturnType<ImapFlow['list']>>[number]

function listingOf(found: readonly Found[], { namespaces, namespace }: ImapFlow): Listing {
  const own = namespace ? { prefix: namespace.prefix, delimiter: namespace.delimiter || '' } : { prefix: '', delimiter: '' }
  // What others share with this account is theirs.
  const shared = [namespaces?.other, namespaces?.shared].flatMap(spaces => spaces || []).map(({ prefix }) => prefix).filter(prefix => prefix !== '' && prefix !== own.prefix)
  const folders = found.filter(({ path }) => !shared.some(prefix => path.startsWith(prefix))).slice(0, MOST_FOLDERS).map(({ path, flags, specialUse, specialUseSource }): Folder => ({
    path, holdsMessages: !flags.has('\\Noselect') && !flags.has('\\NonExistent'), role: specialUse ?? null, named: specialUseSource === 'name',
  }))
  return { ...own, delimiter: own.delimiter || (found[0]?.delimiter ?? ''), folders }
}

async function search({ client, ask, side, account }: Connection, uid: string): Promise<number[]> {
  const found = await ask(() => client.search({ uid }, { uid: true }))
  if (!found) throw commandFailure(side, account, new Error('the server did not carry out a search'))
  return found.sort((one, other) => one - other)
}

/** Messages by UID, as far as the server has them. The loop must ask nothing else of this connection. */
export async function* each({ client, ask, side, account }: Connection, uids: readonly number[], query: FetchQueryObject): AsyncGenerator<FetchMessageObject> {
  for (const some of slices(uids, UIDS_AT_ONCE)) {
    try {
      yield* client.fetch(uidSet(some), { uid: true, ...query }, { uid: true })
    }
    catch (error) {
      throw commandFailure(side, account, error)
    }
    // Whoever hears nothing more has to know that it is the end.
    await ask(() => Promise.resolve())
  }
}

async function byUid<T>(messages: AsyncIterable<FetchMessageObject>, valueOf: (message: FetchMessageObject) => T): Promise<Map<number, T>> {
  const all = new Map<number, T>()
  for await (const message of messages) all.set(message.uid, valueOf(message))
  return all
}

function listed({ uid, size, internalDate, flags, headers }: FetchMessageObject): Listed {
  const at = internalDate ? new Date(internalDate).getTime() : 0
  return { uid, size: size ?? 0, deliveredAt: Number.isFinite(at) ? at : 0, flags: [...flags ?? []], header: headerIn(headers?.toString('latin1') ?? '') }
}
