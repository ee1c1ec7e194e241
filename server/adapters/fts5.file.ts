import { mkdirSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'

const SCHEMA = 2
/** Only the threads of the search wait here, never the program. */
const BUSY_MS = 10_000
const CORRUPT = 11
const NOT_A_DATABASE = 26

/** The file holds no usable index: it is damaged, or another version wrote it. `inode` says which file that was. */
export class Unusable extends Error {
  readonly inode: number

  constructor(inode: number, message: string) {
    super(message)
    this.name = 'Unusable'
    this.inode = inode
  }
}

export type IndexFile = {
  /** Runs `work` on the file that is there now: another process may have replaced the one we had. */
  use: <T>(work: (db: DatabaseSync) => T) => T
  /** Deletes the file, unless it is another than `inode` by now, and closes ours. */
  discard: (inode: number) => void
}

type Opened = { db: DatabaseSync, inode: number }

/** The search index in `path`. Made when it is not there, unless only read: then there is nothing to use, and `use` throws ENOENT. */
export function indexFile(path: string, access: 'read' | 'write'): IndexFile {
  let opened: Opened | undefined

  function close() {
    opened?.db.close()
    opened = undefined
  }

  return {
    use(work) {
      if (opened && opened.inode !== inodeOf(path)) close()
      try {
        opened ??= open(path, access)
        return work(opened.db)
      }
      catch (error) {
        throw isDamage(error) ? new Unusable(opened?.inode ?? inodeOf(path), error.message) : error
      }
    },
    discard(inode) {
      close()
      if (inode !== inodeOf(path)) return
      for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
    },
  }
}

const inodeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.ino ?? 0

function isDamage(error: unknown): error is Error {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return false
  const code = error.errcode & 0xff
  return code === CORRUPT || code === NOT_A_DATABASE
}

function open(path: string, access: 'read' | 'write'): Opened {
  if (access === 'read') statSync(path)
  else mkdirSync(dirname(path), { recursive: true })
  const db = new DatabaseSync(path, { timeout: BUSY_MS, readOnly: access === 'read' })
  try {
    db.exec('pragma cache_size = -24000; pragma temp_store = memory;')
    // NORMAL: after a power cut the last changes may be missing, and the position with them; they are read from the feed again.
    if (access === 'write') db.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma wal_autocheckpoint = 4000;')
    if (access === 'write' && versionOf(db) === 0) prepare(db)
    if (versionOf(db) !== SCHEMA) throw new Unusable(inodeOf(path), `The index has version ${versionOf(db)}, this program needs ${SCHEMA}`)
    return { db, inode: inodeOf(path) }
  }
  catch (error) {
    db.close()
    throw error
  }
}

const versionOf = (db: DatabaseSync) => Number(db.prepare('pragma user_version').get()?.['user_version'])

/** `current` is the generation that answers, `building` the one being built, last touched at `touched_at`; `position` is the current one's place in the feed. */
function prepare(db: DatabaseSync) {
  inTransaction(db, () => {
    db.exec(`create table if not exists state (
      id integer primary key check (id = 1), generation integer not null,
      current integer, position integer, building integer, touched_at integer)`)
    db.exec('create table if not exists parts (generation integer not null, part integer not null, primary key (generation, part)) without rowid')
    db.exec('insert or ignore into state (id, generation) values (1, 0)')
    db.exec(`pragma user_version = ${SCHEMA}`)
  })
}

/** All of `work` or nothing; the lock is taken first, so that processes queue. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('begin immediate')
  try {
    const answer = work()
    db.exec('commit')
    return answer
  }
  catch (error) {
    if (db.isTransaction) db.exec('rollback')
    throw error
  }
}

/**
 * Prepares what changes something: it answers how many rows it changed. SQLite tells the number of the last row written besides; after a
 * message was forgotten that is one of FTS5's own, larger than a number of JavaScript, and a plain `run` would throw.
 */
export function changing(db: DatabaseSync, sql: string): (...values: SQLInputValue[]) => number {
  const statement = db.prepare(sql)
  statement.setReadBigInts(true)
  return (...values) => Number(statement.run(...values).changes)
}

/**
 * How many ids share one table of words. A page of results is read from the newest table on, so that a word in every
 * message, or the beginning of one (FTS5 gathers all its matches in a table first), costs the same whatever the total.
 */
const PART = 2 ** 17

const ownersOf = (generation: number) => `owners_${generation}`
const wordsOf = (generation: number, part: number) => `words_${generation}_${part}`

/** Who owns a message is apart from its words, so that merging two tickets touches no word. */
export function createGeneration(db: DatabaseSync, generation: number) {
  db.exec(`create table ${ownersOf(generation)} (message_id integer primary key, ticket_id integer not null)`)
  db.exec(`create index owners_${generation}_ticket on ${ownersOf(generation)} (ticket_id)`)
}

/** The tables of words of a generation, the newest messages first. */
export function partsOf(db: DatabaseSync, generation: number): { words: string, owners: string, from: number }[] {
  const rows = db.prepare('select part from parts where generation = ? order by part desc').all(generation)
  return rows.map(({ part }) => ({ words: wordsOf(generation, Number(part)), owners: ownersOf(generation), from: Number(part) * PART }))
}

/** The part that the words of a message are in. */
export const partOf = (messageId: number) => Math.floor(messageId / PART)

/** The tables of a part, made with its first message. The text itself is not kept: the database has it. */
export function tablesFor(db: DatabaseSync, generation: number, part: number): { words: string, owners: string } {
  const words = wordsOf(generation, part)
  if (changing(db, 'insert or ignore into parts (generation, part) values (?, ?)')(generation, part) > 0) {
    db.exec(`create virtual table ${words} using fts5 (subject, text, people, reference,
      content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3')`)
  }
  return { words, owners: ownersOf(generation) }
}

/** Removes all generations but the one that answers. */
export function dropOtherGenerations(db: DatabaseSync, current: number | null) {
  for (const { generation, part } of db.prepare('select generation, part from parts where generation is not ?').all(current)) {
    db.exec(`drop table ${wordsOf(Number(generation), Number(part))}`)
  }
  changing(db, 'delete from parts where generation is not ?')(current)
  for (const { name } of db.prepare("select name from sqlite_schema where type = 'table' and name glob 'owners_*'").all()) {
    if (current === null || name !== ownersOf(current)) db.exec(`drop table ${String(name)}`)
  }
}
