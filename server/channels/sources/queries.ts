import type { Db } from '../../platform/db.ts'
import { SourceSettings, type SourceList } from './contract.ts'

/** The lists and forums, as every agent may know them. */
export async function sourceList(db: Db): Promise<SourceList> {
  type Found = Omit<SourceList['sources'][number], 'active'> & { active: number | boolean }
  const found = await db('sources').orderBy('name').select<Found[]>({ id: 'id', kind: 'kind', profile: 'profile', name: 'name', url: 'url', answersBy: 'answers_by', answersTo: 'answers_to', active: 'active', failure: 'failure' })
  return { sources: found.map(({ active, ...one }) => ({ ...one, active: Boolean(active) })) }
}

const COLUMNS = {
  id: 'id', kind: 'kind', profile: 'profile', name: 'name', address: 'address', listId: 'list_id', recipient: 'recipient', url: 'url', mailboxId: 'mailbox_id', account: 'account',
  answersBy: 'answers_by', answersTo: 'answers_to', mustAuthenticate: 'must_authenticate', footer: 'footer', categories: 'categories', unansweredHours: 'unanswered_hours', active: 'active',
  apiKey: 'api_key_sealed', webhookSecret: 'webhook_secret_sealed', checkedAt: 'checked_at', failure: 'failure',
} as const

/** The same with all that is set of them; never a secret. */
export async function sourceSettings(db: Db): Promise<SourceSettings[]> {
  const rows = await db('sources').orderBy('name').select(COLUMNS) as (Record<string, unknown> & { id: number, categories: string | null, apiKey: string | null, webhookSecret: string | null })[]
  const counted = await db('discussions').groupBy('source_id').select<{ sourceId: number, discussions: number, lastAt: number }[]>('source_id as sourceId', db.raw('count(*) as discussions'), db.raw('max(created_at) as lastAt'))
  const of = new Map(counted.map(({ sourceId, discussions, lastAt }) => [sourceId, { discussions: Number(discussions), lastAt: Number(lastAt) }]))
  return rows.map(({ apiKey, webhookSecret, categories, ...row }) => SourceSettings.parse({
    ...row, ...of.get(row.id) ?? { discussions: 0, lastAt: null },
    mustAuthenticate: Boolean(row.mustAuthenticate), active: Boolean(row.active), categories: categories === null ? [] : JSON.parse(categories),
    hasApiKey: apiKey !== null, hasWebhookSecret: webhookSecret !== null,
  }))
}
