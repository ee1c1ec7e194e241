import { isSystemFailure, RemoteFailure } from '../../../platform/errors.ts'
import { slices } from '../../../platform/rows.ts'
import type { Arrived } from '../../mail/intake.ts'
import type { Listed, Mailbox } from '../../mailboxes/mailbox.ts'
import type { MailboxConnection } from '../../mailboxes/ports.ts'
import { groupsOf, type Group } from '../groups.ts'
import { blame, isBelieved, isGivenUp, type Troubles } from '../troubles.ts'
import { keep, keepStream, type Keeping, type Origin } from './keep.ts'

/** What fetching is done with, for one connection to one mailbox. */
export type Fetching = Keeping & {
  clock: () => Date
  connection: MailboxConnection
  mailbox: Pick<Mailbox, 'id'>
  troubles: Troubles
  /** One message at a time, after failures that did not say which message was at fault. */
  cautious: boolean
}

/** A group on its way: `upTo` is the UID up to which everything is accounted for once it is stored. */
export type Underway = { upTo: number, arrivals: Promise<Arrived>[] }

const LISTED_AT_ONCE = 1000

/** Fetches these messages group by group, in order; each is read in a thread while the next is fetched. */
export async function* fetchGroups(fetching: Fetching, uids: readonly number[]): AsyncGenerator<Underway> {
  for (const some of slices(uids, LISTED_AT_ONCE)) {
    const listed = await listAll(fetching, some)
    for (const group of groupsOf(listed, fetching.cautious)) yield await fetchGroup(fetching, group)
  }
}

async function listAll({ connection, troubles }: Fetching, uids: readonly number[]): Promise<Listed[]> {
  const listed = await connection.list(uids)
  const known = new Set(listed.map(({ uid }) => uid))
  const missing = uids.filter(uid => !known.has(uid))
  // Removed since the search, or withheld: only the first is nothing.
  const withheld = new Set(await connection.present(missing))
  for (const uid of withheld) {
    if (!isGivenUp(troubles, uid)) { blame(troubles, uid); throw failure(`lists message ${uid} and then says nothing of it`) }
    listed.push({ uid, size: 0, deliveredAt: 0 })
  }
  return listed.sort((a, b) => a.uid - b.uid)
}

async function fetchGroup(fetching: Fetching, { messages, upTo, streamed }: Group): Promise<Underway> {
  const { troubles, connection } = fetching
  const givenUp = messages.filter(({ uid }) => isGivenUp(troubles, uid))
  const wanted = messages.filter(({ uid }) => !isGivenUp(troubles, uid))
  const arrivals = new Map<number, Promise<Arrived>>(givenUp.map(one => [one.uid, Promise.resolve(withoutBytes(one, originOf(one, fetching)))]))
  try {
    for (const [uid, arrival] of streamed ? await fetchStreamed(fetching, wanted) : await fetchTogether(fetching, wanted)) arrivals.set(uid, arrival)
    await refuseWithheld(connection, wanted.filter(({ uid }) => !arrivals.has(uid)))
  }
  catch (error) {
    const [only] = messages
    // A full disk is not the fault of the message that did not fit: it is read when there is room again.
    if (messages.length === 1 && only && !isSystemFailure(error)) blame(troubles, only.uid)
    throw error
  }
  return { upTo, arrivals: messages.flatMap(({ uid }) => arrivals.get(uid) ?? []) }
}

function originOf({ uid, deliveredAt }: Listed, { clock, mailbox, connection }: Fetching): Origin {
  const now = clock().getTime()
  return {
    place: { source: 'imap', mailboxId: mailbox.id, uidValidity: connection.uidValidity, uid },
    envelope: null,
    // A clock ahead of ours would keep the message on top of every list.
    deliveredAt: deliveredAt > 0 ? Math.min(deliveredAt, now) : now,
  }
}

async function fetchTogether(fetching: Fetching, wanted: readonly Listed[]) {
  const { connection, troubles } = fetching
  const arrivals: [number, Promise<Arrived>][] = []
  const expected = new Map(wanted.map(one => [one.uid, one]))
  for await (const fetched of connection.fetch(wanted.map(({ uid }) => uid))) {
    const listed = expected.get(fetched.uid)
    if (!listed) continue
    if (fetched.bytes.length < listed.size && !isBelieved(troubles, fetched.uid)) {
      blame(troubles, fetched.uid)
      throw failure(`sent ${fetched.bytes.length} of the ${listed.size} bytes of message ${fetched.uid}`)
    }
    const arrival = keep(fetching, fetched.bytes, originOf(listed, fetching))
    // It fails where it is awaited; until then nobody listens.
    arrival.catch(() => undefined)
    arrivals.push([fetched.uid, arrival])
  }
  return arrivals
}

async function fetchStreamed(fetching: Fetching, [one]: readonly Listed[]): Promise<[number, Promise<Arrived>][]> {
  if (!one) return []
  const isRight = ({ size }: { size: number }) => {
    if (size < one.size && !isBelieved(fetching.troubles, one.uid)) throw failure(`sent ${size} of the ${one.size} bytes of message ${one.uid}`)
  }
  const stream = await fetching.connection.stream(one.uid)
  // Awaited here: the connection is busy until the last byte, and large messages are read one at a time.
  const arrival = await keepStream(fetching, stream, { origin: originOf(one, fetching), isRight })
  return [[one.uid, Promise.resolve(arrival)]]
}

/** A lost connection once read as an empty answer, and the mail was gone: what stands on the server and did not come is a failure. */
async function refuseWithheld(connection: MailboxConnection, missing: readonly Listed[]) {
  if (missing.length === 0) return
  const [withheld] = await connection.present(missing.map(({ uid }) => uid))
  if (withheld !== undefined) throw failure(`did not send message ${withheld}`)
}

const failure = (what: string) => new RemoteFailure('The mail server', true, new Error(what))

const withoutBytes = ({ size }: Listed, origin: Origin): Arrived => ({ ...origin, sha256: null, size, understood: { quarantined: 'not-handed-out' } })
