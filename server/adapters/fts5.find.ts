import type { DatabaseSync } from 'node:sqlite'
import type { Found } from '../tickets/ports.ts'
import { partsOf } from './fts5.file.ts'

const SOFT_LIMIT_MS = 1000
const LOOK_AT_THE_CLOCK_EVERY = 256
const REMEMBERED = 8

export type Question = { generation: number, expression: string, limit: number, before: number | undefined }

/** For each next page asked lately, the tickets of the pages before it. Losing one costs time only. */
const remembered = new Map<string, Set<number>>()

/**
 * The tickets of the newest matching messages. Reads the matches from the newest on and stops when the page is full, so
 * that a word in every message costs no more than a rare one. A page that takes too long is cut short.
 */
export function find(db: DatabaseSync, question: Question): Found {
  const { limit, before = Number.MAX_SAFE_INTEGER } = question
  const known = remembered.get(keyOf(question, before))
  const seen = new Set(known)
  const page: number[] = []
  const isOver = timeLimit()

  for (const { messageId, ticketId } of matches(db, question, known ? before : Number.MAX_SAFE_INTEGER)) {
    const isNew = messageId < before && !seen.has(ticketId)
    if (messageId < before && (isOver() || (isNew && page.length === limit))) {
      remember(keyOf(question, messageId + 1), seen)
      return { ticketIds: page, next: String(messageId + 1) }
    }
    if (isNew) page.push(ticketId)
    seen.add(ticketId)
  }
  return { ticketIds: page, next: null }
}

/** The clock is looked at now and then only: a match costs less than looking. */
function timeLimit(): () => boolean {
  const until = performance.now() + SOFT_LIMIT_MS
  let asked = 0
  return () => ++asked % LOOK_AT_THE_CLOCK_EVERY === 0 && performance.now() > until
}

function* matches(db: DatabaseSync, { generation, expression }: Question, below: number) {
  for (const { words, owners, from } of partsOf(db, generation)) {
    if (from >= below) continue
    const statement = db.prepare(`
      select w.rowid as messageId, o.ticket_id as ticketId
      from ${words} w cross join ${owners} o on o.message_id = w.rowid
      where w.${words} match ? and w.rowid < ? order by w.rowid desc`)
    for (const row of statement.iterate(expression, below)) yield { messageId: Number(row['messageId']), ticketId: Number(row['ticketId']) }
  }
}

const keyOf = ({ generation, expression }: Question, before: number) => `${generation} ${before} ${expression}`

function remember(key: string, seen: Set<number>) {
  remembered.delete(key)
  remembered.set(key, seen)
  const [oldest] = remembered.keys()
  if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest)
}
