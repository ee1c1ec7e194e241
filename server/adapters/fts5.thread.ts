import type { DatabaseSync } from 'node:sqlite'
import { workerData } from 'node:worker_threads'
import type { Found, SearchChanges, SearchDocument } from '../tickets/ports.ts'
import { folded, matchOf } from '../tickets/search/query.ts'
import { changing, createGeneration, dropOtherGenerations, indexFile, inTransaction, partOf, partsOf, tablesFor, Unusable } from './fts5.file.ts'
import { find } from './fts5.find.ts'

/** What runs beside the program: the only code that touches the index. Each function is one task of the pool in fts5.ts. */

/** Errors lose what they carry on their way between threads; a damaged file is therefore an answer. */
export type Answer<T> = { answer: T } | { damaged: { inode: number, message: string } }

export type ThreadSettings = { path: string, access: 'read' | 'write' }

/** A process that builds and says nothing for so long is dead. */
const BUILDER_DEAD_MS = 60_000

const { path, access }: ThreadSettings = workerData
const file = indexFile(path, access)

type State = { generation: number, current: number | null, position: number | null, building: number | null, touchedAt: number | null }

function stateOf(db: DatabaseSync): State {
  const row = db.prepare('select generation, current, position, building, touched_at from state').get()
  const number = (name: string) => typeof row?.[name] === 'number' ? row[name] : null
  return { generation: number('generation') ?? 0, current: number('current'), position: number('position'), building: number('building'), touchedAt: number('touched_at') }
}

function answered<T>(work: (db: DatabaseSync) => T): Answer<T> {
  try {
    return { answer: file.use(work) }
  }
  catch (error) {
    if (error instanceof Unusable) return { damaged: { inode: error.inode, message: error.message } }
    throw error
  }
}

const changed = <T>(work: (db: DatabaseSync, state: State) => T) =>
  answered(db => inTransaction(db, () => work(db, stateOf(db))))

/** While the first generation is being built, it answers with what it has. */
export function findTickets({ query, limit, before }: { query: string, limit: number, before: number | undefined }): Answer<Found> {
  const nothing: Found = { ticketIds: [], next: null }
  const expression = matchOf(query)
  if (expression === undefined) return { answer: nothing }
  try {
    return answered((db) => {
      const { current, building } = stateOf(db)
      const generation = current ?? building
      return generation === null ? nothing : find(db, { generation, expression, limit, before })
    })
  }
  catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { answer: nothing }
    throw error
  }
}

/** How far the feed has been followed, or null. */
export const position = (): Answer<number | null> => answered(db => stateOf(db).position)

/** Carries the changes out with their position, if nobody did before. */
export function apply({ after, position, documents, removed, moved, scrub = false }: SearchChanges): Answer<boolean> {
  const applied = changed((db, state) => {
    if (state.current === null || state.position !== after) return false
    if (scrub) for (const { words } of partsOf(db, state.current)) db.exec(`insert into ${words} (${words}, rank) values ('secure-delete', 1)`)
    put(db, state.current, documents)
    for (const messageId of removed) forget(db, state.current, messageId)
    const move = changing(db, `update owners_${state.current} set ticket_id = ? where ticket_id = ?`)
    for (const { ticketId, intoId } of moved) move(intoId, ticketId)
    changing(db, 'update state set position = ?')(position)
    return true
  })
  // What was merged away before is in free pages still, and all of it in the write-ahead log.
  return scrub && 'answer' in applied && applied.answer ? answered((db) => { db.exec('vacuum; pragma wal_checkpoint(truncate)'); return true }) : applied
}

/** Begins a new generation and answers its number; null when another process is building one. */
export function begin(): Answer<number | null> {
  return changed((db, state) => {
    if (state.building !== null && Date.now() - (state.touchedAt ?? 0) < BUILDER_DEAD_MS) return null
    dropOtherGenerations(db, state.current)
    const generation = state.generation + 1
    createGeneration(db, generation)
    changing(db, 'update state set generation = ?, building = ?, touched_at = ?')(generation, generation, Date.now())
    return generation
  })
}

/** Adds to the generation being built; false when it no longer is. */
export function add({ generation, documents }: { generation: number, documents: readonly SearchDocument[] }): Answer<boolean> {
  return changed((db, { building }) => {
    if (building !== generation) return false
    put(db, generation, documents)
    changing(db, 'update state set touched_at = ?')(Date.now())
    return true
  })
}

/** The generation is complete: from now on it answers. */
export function finish({ generation, position }: { generation: number, position: number }): Answer<boolean> {
  const finished = changed((db, { building }) => {
    if (building !== generation) return false
    changing(db, 'update state set current = ?, position = ?, building = null, touched_at = null')(generation, position)
    return true
  })
  if ('answer' in finished && finished.answer) changed((db, { current }) => dropOtherGenerations(db, current))
  return finished
}

/** The generation will not be completed. */
export const abandon = (generation: number): Answer<boolean> => changed((db, { building, current }) => {
  if (building !== generation) return false
  changing(db, 'update state set building = null, touched_at = null')()
  dropOtherGenerations(db, current)
  return true
})

/** Deletes a damaged file, if it is still that one. */
export function discard(inode: number): Answer<boolean> {
  file.discard(inode)
  return { answer: true }
}

function put(db: DatabaseSync, generation: number, documents: readonly SearchDocument[]) {
  for (const [part, ofPart] of Map.groupBy(documents, ({ messageId }) => partOf(messageId))) {
    const tables = tablesFor(db, generation, part)
    const words = changing(db, `insert or replace into ${tables.words} (rowid, subject, text, people, reference) values (?, ?, ?, ?, ?)`)
    const owners = changing(db, `insert or replace into ${tables.owners} (message_id, ticket_id) values (?, ?)`)
    for (const { messageId, ticketId, subject, text, people, reference } of ofPart) {
      words(messageId, folded(subject), folded(text), folded(people), reference)
      owners(messageId, ticketId)
    }
  }
}

function forget(db: DatabaseSync, generation: number, messageId: number) {
  const { words, owners } = tablesFor(db, generation, partOf(messageId))
  changing(db, `delete from ${words} where rowid = ?`)(messageId)
  changing(db, `delete from ${owners} where message_id = ?`)(messageId)
}
