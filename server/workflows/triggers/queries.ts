import type { Db } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { Channel } from '../../tickets/contract.ts'
import { TriggerConditions, type Trigger } from './contract.ts'
import type { FreshTicket } from './matching.ts'

type Row = { id: number, workflow: string, active: number | boolean, conditions: string, start: string, createdAt: number }

const COLUMNS = { id: 'id', workflow: 'workflow', active: 'active', conditions: 'conditions', start: 'start', createdAt: 'created_at' } as const

const shown = ({ active, conditions, start, ...row }: Row): Trigger => ({ ...row, active: Boolean(active), conditions: TriggerConditions.parse(JSON.parse(conditions)), start: JSON.parse(start) as Trigger['start'] })

/** All rules, the oldest first. */
export async function triggers(db: Db): Promise<Trigger[]> {
  return (await db('workflow_triggers').orderBy('id').select<Row[]>(COLUMNS)).map(shown)
}

/** One rule. */
export async function triggerById(db: Db, id: number): Promise<Trigger> {
  const row = await db('workflow_triggers').where({ id }).first<Row | undefined>(COLUMNS)
  if (!row) throw new Refusal('not-found', 'There is no such rule')
  return shown(row)
}

/** How far the feed has been read for rules; undefined before the first look. */
export async function positionRead(db: Db): Promise<number | undefined> {
  return (await db('feed_readers').where({ name: 'triggers' }).first<{ position: number } | undefined>('position'))?.position
}

type Fresh = Omit<FreshTicket, 'requester' | 'text' | 'channel'> & { channel: string, address: string, name: string }

/** A ticket as rules look at it, with its first message; undefined for one that has gone into another since. */
export async function freshTicket(db: Db, id: number): Promise<FreshTicket | undefined> {
  const row = await db('tickets').where({ id }).whereNull('merged_into_id')
    .first<Fresh | undefined>({ id: 'id', reference: 'reference', subject: 'subject', channel: 'channel', sourceId: 'source_id', address: 'requester_address', name: 'requester_name' })
  if (!row) return undefined
  const first = await db('messages').where({ ticket_id: id, kind: 'incoming' }).orderBy('version').orderBy('id').first<{ text: string } | undefined>(db.raw('coalesce(visible_reply, text) as text'))
  const { address, name, channel, ...rest } = row
  return { ...rest, channel: Channel.parse(channel), requester: { address, name }, text: first?.text ?? '' }
}
