import { createHash } from 'node:crypto'
import type { Signer } from '../../../platform/signing.ts'
import { slices } from '../../../platform/rows.ts'
import { sealedDigest } from '../../mail/redacted-copy.ts'
import { heldIn, type Held } from '../../mail/store.ts'
import type { Described, Mailbox } from '../../mailboxes/mailbox.ts'
import type { MailboxConnection } from '../../mailboxes/ports.ts'
import { isJustIn } from '../due.ts'
import { compare, doubtful, type Ledger } from '../ledger.ts'
import { matchRenumbered } from '../renumbering.ts'
import { connect, type Following } from './follow.ts'

// Each is fetched whole. A server that counts all sizes in a way of its own must not make us read everything.
const COMPARED_BYTE_BY_BYTE = 100
const FILES_AT_ONCE = 50

/**
 * Compares a mailbox with the database, message by message, by UID and by content, and looks whether the bytes are there.
 * Changes nothing on either side. `patient`: what came in the last minutes is not missing yet.
 */
export async function checkLedger(following: Following, mailbox: Mailbox, { patient = false } = {}): Promise<Ledger> {
  const held = await heldIn(following.database.reader, mailbox.id)
  const lost = await lostOf(following, held)
  const connection = await connect(following, mailbox.id, { look: true })
  if (!connection) return { mailbox: mailbox.name, onServer: 0, accounted: 0, missing: [], differing: [], lost, states: {} }
  try {
    const standing = await connection.describe(await connection.uidsAfter(0))
    const byUid = copiesByUid(held, mailbox, { connection, standing })
    const { missing, states } = compare(standing.map(({ uid }) => uid), new Map([...byUid].map(([uid, { state }]) => [uid, state])), mailbox.baselineUid ?? 0)
    const [now, absent] = [following.clock().getTime(), new Set(missing)]
    const gone = standing.filter(({ uid, deliveredAt }) => absent.has(uid) && !(patient && isJustIn(deliveredAt, now)))
    const differing = await differingOf({ connection, standing }, byUid, following.signer)
    return { mailbox: mailbox.name, onServer: standing.length, accounted: standing.length - gone.length, missing: gone.map(placeOf), differing: differing.map(placeOf), lost, states }
  }
  finally {
    await connection.close()
  }
}

const placeOf = ({ uid, messageId }: Described) => ({ uid, messageId })

type Now = { connection: MailboxConnection, standing: readonly Described[] }

/** What we hold of each UID as the server numbers them now, even when it has changed its numbers since we last read. */
function copiesByUid(held: readonly Held[], mailbox: Mailbox, { connection, standing }: Now): Map<number, Held> {
  if (mailbox.uidValidity === connection.uidValidity) return new Map(held.flatMap(one => one.uid === null ? [] : [[one.uid, one]]))
  const byId = new Map(held.map(one => [one.id, one]))
  return new Map(matchRenumbered(held, standing).matched.flatMap(({ id, uid }) => {
    const one = byId.get(id)
    return one ? [[uid, one] as const] : []
  }))
}

/** Where another message stands than the one we hold: what is doubtful is fetched and compared by its digest. */
async function differingOf({ connection, standing }: Now, held: ReadonlyMap<number, Held>, signer: Signer): Promise<Described[]> {
  const found = doubtful(standing, held)
  const differing: Described[] = []
  for (const [index, one] of found.doubtful.entries()) {
    const isOther = index < COMPARED_BYTE_BY_BYTE ? !isCopy(await digestOf(connection, one.uid), held.get(one.uid), signer) : found.certain.has(one.uid)
    if (isOther) differing.push(one)
  }
  return differing
}

/** Of a message that words were taken out of, the former digest is kept as a code alone. */
const isCopy = (digest: string, copy: Held | undefined, signer: Signer) => digest === copy?.sha256 || (copy?.originalCode != null && sealedDigest(digest, signer) === copy.originalCode)

async function digestOf(connection: MailboxConnection, uid: number): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of await connection.stream(uid)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

async function lostOf({ blobs }: Following, held: readonly Held[]): Promise<Ledger['lost']> {
  const lost: Ledger['lost'] = []
  for (const some of slices(held, FILES_AT_ONCE)) {
    const sizes = await Promise.all(some.map(({ sha256 }) => sha256 === null ? null : blobs.sizeOf(sha256)))
    some.forEach(({ id, sha256, size }, index) => { if (sha256 !== null && sizes[index] !== size) lost.push({ intakeId: id, sha256 }) })
  }
  return lost
}
