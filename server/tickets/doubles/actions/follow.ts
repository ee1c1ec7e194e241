import type { Database } from '../../../platform/db.ts'
import type { DomainEvent } from '../../../platform/events.ts'
import { eventsAfter } from '../../../platform/feed.ts'
import { record } from '../../../platform/record.ts'
import { doublesOf, reachFrom, type Asked } from '../likeness.ts'
import { askedBy, askedOn, readPosition } from '../queries.ts'
import { lockPosition, removeAsked, saveAsked, savePairs, savePosition } from '../store.ts'

const BATCH = 250

type World = { database: Database, clock: () => Date }

/** Whether something happened since the last look. */
export async function hasNews({ database }: World): Promise<boolean> {
  return (await eventsAfter(database.reader, await readPosition(database.reader), 1)).length > 0
}

/**
 * Reads on in the feed: what new tickets asked is kept for some days and compared with what was asked before, and those that seem to be the
 * same question are told. Apart from intake, which it must not slow down. Answers how many events it read.
 */
export async function followQuestions(world: World): Promise<number> {
  const { database, clock } = world
  const position = await readPosition(database.reader)
  const events = await eventsAfter(database.reader, position, BATCH)
  const last = events.at(-1)
  if (!last) return 0
  const now = clock()
  const asked = (await askedOn(database.reader, askedIn(events))).filter(({ openedAt }) => openedAt >= reachFrom(now.getTime()))
  await database.transaction(async (db) => {
    // Somebody else has read on meanwhile: it is theirs.
    if (await lockPosition(db) !== position) return
    await saveAsked(db, asked)
    await removeAsked(db, reachFrom(now.getTime()))
    const fresh = await savePairs(db, pairsAmong(asked, asked.length === 0 ? [] : await askedBy(db, asked, reachFrom(oldest(asked)))))
    const told = [...new Set(fresh.flatMap(({ lowId, highId }) => [lowId, highId]))]
    await record({ db, now }, ...told.map(ticketId => ({ type: 'ticket.changed', ticketId } as const)))
    await savePosition(db, last.position)
  })
  return events.length
}

const oldest = (asked: readonly Asked[]) => Math.min(...asked.map(({ openedAt }) => openedAt))

/** The tickets that were opened, or became somebody else's. */
const askedIn = (events: readonly DomainEvent[]): number[] =>
  [...new Set(events.flatMap(event => event.type === 'ticket.opened' || event.type === 'ticket.requester-changed' ? [event.ticketId] : []))]

function pairsAmong(asked: readonly Asked[], others: readonly Asked[]) {
  const [byPerson, byName] = [Map.groupBy(others, ({ person }) => person), Map.groupBy(others, ({ name }) => name)]
  const pairs = asked.flatMap((one) => {
    const near = new Set([...one.person === '' ? [] : byPerson.get(one.person) ?? [], ...one.name === '' ? [] : byName.get(one.name) ?? []])
    return doublesOf(one, [...near])
  })
  return [...new Map(pairs.map(pair => [`${pair.lowId} ${pair.highId}`, pair])).values()]
}
