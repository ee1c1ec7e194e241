import type { Transaction } from './db.ts'

/** Who does something: an agent, or a part of the system by its name. */
export type Actor = { kind: 'agent', id: number } | { kind: 'system', name: string }

/** What an action is given: who asks, when, and through which transaction. */
export type Context = {
  actor: Actor
  now: Date
  db: Transaction
}
