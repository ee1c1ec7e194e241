import type { Db } from '../platform/db.ts'

/** An agent who is there already. */
export type KnownAgent = { id: number, createdAt: number }

/** The agent with this address, if there is one. */
export async function agentWith(db: Db, email: string): Promise<KnownAgent | undefined> {
  return db('agents').where({ email }).first<KnownAgent | undefined>('id', 'created_at as createdAt')
}

/** How many things agents have done with this ticket. */
export async function deedsOn(db: Db, ticketId: number): Promise<number> {
  const row = await db('audit').where({ ticket_id: ticketId }).where('actor', 'like', 'agent:%').count<{ deeds: number }[]>({ deeds: '*' })
  return Number(row[0]?.deeds ?? 0)
}

/** The messages of the demonstration that are in already, by Message-ID, with their ticket. */
export async function demoMailsIn(db: Db): Promise<Map<string, number | null>> {
  const rows = await db('intakes').where({ source: 'demo' }).whereNotNull('message_id').select<{ messageId: string, ticketId: number | null }[]>('message_id as messageId', 'ticket_id as ticketId')
  return new Map(rows.map(({ messageId, ticketId }) => [messageId, ticketId]))
}

/** Whether this database holds the demonstration: its people are there. */
export async function isDemonstration(db: Db): Promise<boolean> {
  return await db('agents').where('email', 'like', '%@demo.example').first('id') !== undefined
}
