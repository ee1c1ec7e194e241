import type { Context } from './context.ts'
import type { DomainEvent } from './events.ts'
import { insertRows } from './rows.ts'

/** Facts told in the same transaction as the change they tell of; they get their position in the feed after the commit. */
export async function record({ db, now }: Pick<Context, 'db' | 'now'>, ...events: DomainEvent[]) {
  await insertRows(db, 'events', events.map(event => ({ type: event.type, payload: JSON.stringify(event), created_at: now.getTime() })))
}
