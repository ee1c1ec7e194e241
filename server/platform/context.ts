import type { Transaction } from './db.ts'

export type Actor = { kind: 'agent', id: number } | { kind: 'system', name: string }

/** What an action is given: who asks, when, and through which transaction. */
export type Context = {
  actor: Actor
  now: Date
  db: Transaction
}
