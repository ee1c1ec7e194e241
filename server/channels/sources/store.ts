import type { Db, Transaction } from '../../platform/db.ts'
import type { SourceInput } from './contract.ts'
import { kindOf, type Source } from './source.ts'

const COLUMNS = {
  id: 'id', kind: 'kind', profile: 'profile', name: 'name', address: 'address', listId: 'list_id', recipient: 'recipient', url: 'url', mailboxId: 'mailbox_id', account: 'account',
  answersBy: 'answers_by', answersTo: 'answers_to', mustAuthenticate: 'must_authenticate', footer: 'footer', categories: 'categories', unansweredHours: 'unanswered_hours', active: 'active',
} as const

type Row = Omit<Source, 'mustAuthenticate' | 'active' | 'categories'> & { mustAuthenticate: number | boolean, active: number | boolean, categories: string | null }

const fromRow = ({ mustAuthenticate, active, categories, ...row }: Row): Source =>
  ({ ...row, mustAuthenticate: Boolean(mustAuthenticate), active: Boolean(active), categories: categories === null ? [] : JSON.parse(categories) as string[] })

/** The lists and forums that are followed, in the order they were added. */
export async function activeSources(db: Db): Promise<Source[]> {
  return (await db('sources').where({ active: true }).orderBy('id').select(COLUMNS) as Row[]).map(fromRow)
}

/** The list or forum of this id. */
export async function sourceById(db: Db, id: number): Promise<Source | undefined> {
  const row = await db('sources').where({ id }).first(COLUMNS) as Row | undefined
  return row && fromRow(row)
}

/** Its secrets, sealed. */
export async function secretsOf(db: Db, id: number): Promise<{ apiKey: string | null, webhookSecret: string | null } | undefined> {
  return await db('sources').where({ id }).first<{ apiKey: string | null, webhookSecret: string | null } | undefined>({ apiKey: 'api_key_sealed', webhookSecret: 'webhook_secret_sealed' })
}

/** Whether another one has this name. */
export async function isNameTaken(db: Db, name: string, exceptId: number | null): Promise<boolean> {
  return await db('sources').where({ name }).whereNot({ id: exceptId ?? 0 }).first('id') !== undefined
}

type Sealed = { apiKey?: string | null, webhookSecret?: string | null }

const rowOf = ({ profile, name, address, listId, recipient, url, mailboxId, account, answersBy, answersTo, mustAuthenticate, footer, categories, unansweredHours, active }: SourceInput, { apiKey, webhookSecret }: Sealed) => ({
  kind: kindOf(profile), profile, name, address, list_id: listId, recipient, url, mailbox_id: mailboxId, account, answers_by: answersBy, answers_to: answersTo, must_authenticate: mustAuthenticate,
  footer, categories: categories.length === 0 ? null : JSON.stringify(categories), unanswered_hours: unansweredHours, active,
  ...apiKey === undefined ? {} : { api_key_sealed: apiKey }, ...webhookSecret === undefined ? {} : { webhook_secret_sealed: webhookSecret },
})

/** Adds one, and answers its id. */
export async function insertSource(db: Transaction, input: SourceInput, { at, ...sealed }: Sealed & { at: Date }): Promise<number> {
  const [id] = await db('sources').insert({ ...rowOf(input, sealed), created_at: at.getTime() })
  return Number(id)
}

/** Sets it anew. Secrets that are not given stay. It is read again at once. */
export async function saveSource(db: Transaction, { id, input }: { id: number, input: SourceInput }, sealed: Sealed) {
  const { profile, url } = input
  // How far another forum was read says nothing of this one.
  await db('sources').where({ id }).where(other => void other.whereNot({ profile }).orWhereNot({ url })).update({ position: null })
  await db('sources').where({ id }).update({ ...rowOf(input, sealed), next_at: null })
}

/** Up to where a source has been read by API or feed. */
export async function positionOf(db: Db, id: number): Promise<string | null> {
  return (await db('sources').where({ id }).first<{ position: string | null } | undefined>('position'))?.position ?? null
}

/** So far has it been read; whether there is more is not known yet. */
export async function savePosition(db: Transaction, id: number, position: string) {
  await db('sources').where({ id }).update({ position })
}

/** A reading to the end clears the failure; a failure keeps the time of the last one. */
export async function saveReading(db: Transaction, id: number, read: { position: string | null, checkedAt: Date } | { failure: string }) {
  await db('sources').where({ id }).update('failure' in read ? { failure: read.failure.slice(0, 500) } : { position: read.position, checked_at: read.checkedAt.getTime(), failure: null })
}
