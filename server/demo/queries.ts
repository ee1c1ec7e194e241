import type { Db } from '../platform/db.ts'
import { FORUM, LIST } from './places.ts'

/** An agent who is there already. */
export type KnownAgent = { id: number, createdAt: number }

/** The agent with this address, if there is one. */
export async function agentWith(db: Db, email: string): Promise<KnownAgent | undefined> {
  return db('agents').where({ email }).first<KnownAgent | undefined>('id', 'created_at as createdAt')
}

/** How many things agents have done with this ticket. */
export async function deedsOn(db: Db, ticketId: number): Promise<number> {
  const row = await db('audit').where({ ticket_id: ticketId }).where('actor', 'like', 'agent:%').whereNot('did', 'like', 'run.%').count<{ deeds: number }[]>({ deeds: '*' })
  return Number(row[0]?.deeds ?? 0)
}

/** How many runs of this workflow this agent has begun on that ticket, or on none. */
export async function runsIn(db: Db, { workflow, ticketId, ownerId }: { workflow: string, ticketId: number | null, ownerId: number }): Promise<number> {
  const [row] = await db('runs').where({ workflow, ticket_id: ticketId, owner_id: ownerId }).count<{ runs: number }[]>({ runs: '*' })
  return Number(row?.runs ?? 0)
}

/** The messages of the demonstration that are in already, by Message-ID, with their ticket. */
export async function demoMailsIn(db: Db): Promise<Map<string, number | null>> {
  const rows = await db('intakes').whereIn('source', ['demo', 'forum']).whereNotNull('message_id').select<{ messageId: string, ticketId: number | null }[]>('message_id as messageId', 'ticket_id as ticketId')
  return new Map(rows.map(({ messageId, ticketId }) => [messageId, ticketId]))
}

/** Whether this database holds the demonstration: its people are there. */
export async function isDemonstration(db: Db): Promise<boolean> {
  return await db('agents').where('email', 'like', '%@demo.example').first('id') !== undefined
}

/** The list and the forum of the demonstration, as long as both are followed. */
export async function demoSources(db: Db): Promise<{ listId: number, forumId: number } | undefined> {
  const found = await db('sources').where({ active: true }).whereIn('address', [LIST.address, FORUM.address].filter(address => address !== null)).select<{ id: number, address: string }[]>('id', 'address')
  const [listId, forumId] = [LIST, FORUM].map(({ address }) => found.find(one => one.address === address)?.id)
  return listId === undefined || forumId === undefined ? undefined : { listId, forumId }
}

/** Answers to the list that wait for a server. */
export async function postsToDistribute(db: Db, listId: number): Promise<{ id: number, agentId: number }[]> {
  return db('outbox').join('messages', 'messages.id', 'outbox.stored_message_id').join('discussions', 'discussions.id', 'messages.discussion_id')
    .where({ 'outbox.kind': 'post', 'outbox.goes_by': 'mail', 'outbox.state': 'held', 'outbox.hold': 'no-server', 'discussions.source_id': listId })
    .whereNotNull('outbox.agent_id').orderBy('outbox.id').select<{ id: number, agentId: number }[]>({ id: 'outbox.id', agentId: 'outbox.agent_id' })
}

/** Answers that the forum has taken before then, and has not shown yet. */
export async function answersToShow(db: Db, { forumId, before }: { forumId: number, before: number }): Promise<{ postKey: string, threadKey: string, title: string, text: string }[]> {
  return db('messages').join('discussions', 'discussions.id', 'messages.discussion_id').where({ kind: 'reply', source_id: forumId }).whereNotNull('post_key').whereNull('published_at')
    .where('messages.created_at', '<=', before).whereNotNull('thread_key').orderBy('messages.id').select({ postKey: 'post_key', threadKey: 'thread_key', title: 'discussions.title', text: 'text' })
}

/** An answer of ours that everybody has read, and who asked. */
export type Thankable = { discussionId: number, title: string, threadKey: string | null, rfcId: string | null, locale: string | null, requester: { name: string, address: string, handle: string } }

/** Those that stand on the list or the forum since before then, the first of each discussion. */
export async function answersToThank(db: Db, { listId, forumId, before }: { listId: number, forumId: number, before: number }): Promise<Thankable[]> {
  type Row = Omit<Thankable, 'requester'> & { name: string, address: string, handle: string | null }
  const rows = await db('messages').join('discussions', 'discussions.id', 'messages.discussion_id').join('tickets', 'tickets.id', 'messages.ticket_id')
    .whereIn('discussions.source_id', [listId, forumId]).where({ kind: 'reply' }).whereNotIn('tickets.status', ['solved', 'closed']).where('published_at', '<=', before).orderBy('messages.id').select({
      discussionId: 'discussions.id', title: 'discussions.title', threadKey: 'thread_key', rfcId: 'messages.message_id', locale: 'tickets.locale', name: 'requester_name', address: 'requester_address', handle: 'requester_handle',
    }) as Row[]
  const firsts = new Map(rows.toReversed().map(row => [row.discussionId, row]))
  return [...firsts.values()].map(({ name, address, handle, ...row }) => ({ ...row, requester: { name, address, handle: handle ?? name } }))
}

/** The ids of the list and the forum that are there already, by name. */
export async function placesKnown(db: Db): Promise<Map<string, number>> {
  const found = await db('sources').whereIn('name', [LIST.name, FORUM.name]).select<{ id: number, name: string }[]>('id', 'name')
  return new Map(found.map(({ id, name }) => [name, id]))
}
