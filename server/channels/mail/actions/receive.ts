import { randomBytes } from 'node:crypto'
import { file, ticketsOf } from '../../../tickets/filing/actions.ts'
import { newReference } from '../../../tickets/reference.ts'
import { publicPlaces } from '../../../tickets/replying/queries.ts'
import { isTaken, type Database, type Transaction } from '../../../platform/db.ts'
import type { DomainEvent } from '../../../platform/events.ts'
import type { Ids } from '../../../platform/ids.ts'
import { record } from '../../../platform/record.ts'
import type { Signer } from '../../../platform/signing.ts'
import type { Mailbox } from '../../mailboxes/mailbox.ts'
import { moveCursor } from '../../mailboxes/store.ts'
import { isAutomatic } from '../checks/automatic.ts'
import { isBounce, isComplaint } from '../checks/bounce.ts'
import { isLooping } from '../checks/hops.ts'
import { isOwn } from '../checks/own.ts'
import { forwardersAmong, mailsReturned, wantedBy } from '../clues.ts'
import type { Given } from '../case.ts'
import { decide, type Decision } from '../decide.ts'
import type { Arrived, Intake, Received } from '../intake.ts'
import { ratesFor } from '../limiting/queries.ts'
import { insertTakenIn } from '../limiting/store.ts'
import { agentsAmong, entrances, sidesOfMails } from '../queries.ts'
import { insertIntakes, knownUids, moveIntakes } from '../store.ts'
import type { Wish } from '../wish.ts'
import { acknowledge, type Acknowledging } from './acknowledge.ts'
import { noteWorking } from './note-working.ts'
import { noteReturned } from './note-returned.ts'
import { shedCopies } from './shed-copies.ts'
import { notePublished } from './note-published.ts'
import { answersAmong, postsAmong, wordsHeld } from './posts.ts'

/** What receiving is done with. */
export type Receiving = Acknowledging & { database: Database, ids: Ids, clock: () => Date }

/** The cursor of a mailbox as the reader left it, and where it stands once this batch is stored. */
export type CursorMove = { mailbox: Pick<Mailbox, 'id' | 'uidValidity' | 'lastUid'>, to: number }

/** The cursor has been moved by another process: look again from where it is now. */
export class CursorMoved extends Error {}

// In this order; the first with something to say decides.
const checksOf = (signer: Signer) => [isOwn(signer), isLooping, isComplaint, isBounce, isAutomatic]

// An intake, a ticket, a message, a discussion, an acknowledgement.
const IDS_EACH = 5
const ATTEMPTS = 5

/**
 * Stores a batch of messages: each gets its intake with one state and a reason, and its ticket, in one transaction with the cursor.
 * Two processes that receive copies of one message at the same time find out by the key of its Message-ID: the second looks again.
 */
export function receive(receiving: Receiving, arrivals: readonly Arrived[], cursor?: CursorMove): Promise<Received> {
  return whileTaken(receiving, arrivals.length, (db, supply) => receiveIn(db, receiving, { arrivals, cursor, supply }))
}

/** Runs this in a transaction, with ids for so many messages; again when another process has just taken a key of it. */
export async function whileTaken<T>({ database, ids }: Pick<Receiving, 'database' | 'ids'>, messages: number, act: (db: Transaction, supply: readonly number[]) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const supply = (await ids(messages * IDS_EACH)).reverse()
    try {
      return await database.transaction(db => act(db, supply))
    }
    catch (error) {
      if (!isTaken(error) || attempt === ATTEMPTS) throw error
    }
  }
}

const MAIL_IN = { kind: 'system', name: 'mail-in' } as const

type Batch = { arrivals: readonly Arrived[], cursor: CursorMove | undefined, supply: readonly number[] }

async function receiveIn(db: Transaction, receiving: Receiving, { arrivals, cursor, supply }: Batch): Promise<Received> {
  const now = receiving.clock()
  if (cursor && !await moveCursor(db, cursor.mailbox, cursor.to)) throw new CursorMoved('The cursor of this mailbox was moved by another process')
  const fresh = await withoutKnown(db, arrivals)
  const { intakes, filing, openings, nextId } = await carryOut(db, receiving, { fresh, supply, now, isLimited: true })
  await insertIntakes(db, intakes, now.getTime())
  await record({ db, now }, ...eventsOf(intakes))
  await noteReturned({ db, now, actor: MAIL_IN }, intakes, receiving.signer)
  await acknowledge({ db, now }, receiving, { openings, tickets: filing.opened, nextId })
  return { intakes, merges: filing.merges.length }
}

/** Of a thousand that are refused together one tells enough. */
function eventsOf(intakes: readonly Intake[]): DomainEvent[] {
  const refused = intakes.findLast(({ state }) => state === 'refused')
  return [
    ...intakes.filter(({ state }) => state === 'quarantined').map(({ id }): DomainEvent => ({ type: 'intake.quarantined', intakeId: id })),
    ...refused ? [{ type: 'intake.refused', intakeId: refused.id } as const] : [],
  ]
}

/** Messages to be decided about; `wish` is an agent's, and stands above the checks. `isLimited`: not more from one side than is sensible. */
export type Deciding = { fresh: readonly Arrived[], supply: readonly number[], now: Date, wish?: Wish | undefined, isLimited?: boolean }

/** Decides what becomes of these messages and files them, in the transaction given. Their intakes are left to the caller. */
export async function carryOut(db: Transaction, { signer }: Pick<Receiving, 'signer'>, { fresh, supply, now, wish, isLimited = false }: Deciding): Promise<Decision & Pick<Given, 'nextId'>> {
  const doors = await entrances(db)
  const posts = await postsAmong(db, fresh, doors)
  const { references, ...wanted } = wantedBy(fresh, signer, posts)
  const named = wish && 'reference' in wish ? [...references, wish.reference] : references
  const { claims, ...known } = await ticketsOf({ db }, { ...wanted, references: named })
  const ids = new Map(claims.map(({ hash, ...id }) => [hash, id]))
  const returned = mailsReturned(fresh, signer)
  const sides = returned.length === 0 ? new Map<number, number>() : await sidesOfMails(db, returned)
  const given = { ...await givenFor(db, signer, { fresh, supply: [...supply] }), entrances: doors, posts, heldWords: await wordsHeld(db, fresh, { ids, posts }), answers: await answersAmong(db, posts, { ticketIds: [...known.tickets.keys()], signer, now }), places: await publicPlaces(db) }
  const rates = isLimited ? await ratesFor(db, fresh, { ...given, now }) : undefined
  const decision = decide(fresh, { ids, ...known, sidesOfMails: sides }, { ...given, wish, rates })
  if (rates) await insertTakenIn(db, rates.taken)
  await file({ db, now, actor: MAIL_IN }, decision.filing, new Set(ids.keys()))
  await noteWorking({ db }, decision.intakes, doors)
  await notePublished({ db, now, actor: MAIL_IN }, decision.filing)
  for (const { fromId, intoId } of decision.filing.merges) await moveIntakes(db, fromId, intoId)
  return { ...decision, intakes: await shedCopies({ db, now }, decision.intakes, signer), nextId: given.nextId }
}

/** Everything is looked up once for the whole batch. */
async function givenFor(db: Transaction, signer: Signer, { fresh, supply }: { fresh: readonly Arrived[], supply: number[] }): Promise<Omit<Given, 'entrances' | 'posts' | 'heldWords' | 'answers' | 'places'>> {
  const forwarders = forwardersAmong(fresh)
  return {
    checks: checksOf(signer),
    signer,
    agents: forwarders.length === 0 ? new Set() : await agentsAmong(db, forwarders),
    nextId: () => {
      const id = supply.pop()
      if (id === undefined) throw new RangeError(`A message needed more than ${IDS_EACH} ids`)
      return id
    },
    nextReference: () => newReference(randomBytes(10)),
  }
}

/** A UID is taken in once, whatever happens. */
async function withoutKnown(db: Transaction, arrivals: readonly Arrived[]): Promise<readonly Arrived[]> {
  const first = arrivals[0]?.place
  if (first?.source !== 'imap') return arrivals
  const uids = arrivals.flatMap(({ place }) => place.source === 'imap' ? [place.uid] : [])
  const known = await knownUids(db, first, uids)
  return known.size === 0 ? arrivals : arrivals.filter(({ place }) => place.source !== 'imap' || !known.has(place.uid))
}
