import { randomBytes } from 'node:crypto'
import type { Database } from '../platform/db.ts'
import { idsFrom } from '../platform/ids.ts'

/** Rows for tests: each builder fills in what the test does not care about, saves the row and answers it. */
export function given(database: Database) {
  const ids = idsFrom(database)
  const newId = async () => (await ids(1))[0] ?? 0
  const now = Date.now()

  async function save<T extends Record<string, unknown>>(table: string, row: T): Promise<T> {
    await database.transaction(db => db(table).insert(row))
    return row
  }

  return {
    async agent(values: Partial<typeof AGENT> = {}) {
      const row = { ...AGENT, email: `${unique()}@coop.example`, created_at: now, ...values }
      const id = await database.transaction(async db => Number((await db('agents').insert(row))[0]))
      return { id, ...row }
    },

    /** The counts are not kept: a test that needs them opens the ticket by its action. */
    async ticket(values: Partial<typeof TICKET> = {}) {
      return save('tickets', { ...TICKET, id: await newId(), reference: reference(), activity_at: now, created_at: now, ...values })
    },

    async message(values: Partial<typeof MESSAGE> & { ticket_id: number }) {
      return save('messages', { ...MESSAGE, id: await newId(), created_at: now, ...values })
    },

    /** A list that is followed; what is not given is plausible. */
    async source(values: Partial<typeof SOURCE> = {}) {
      const row = { ...SOURCE, name: unique(), created_at: now, ...values }
      const id = await database.transaction(async db => Number((await db('sources').insert(row))[0]))
      return { id, ...row }
    },

    async mailbox(values: Partial<typeof MAILBOX> = {}) {
      const row = { ...MAILBOX, name: unique(), created_at: now, ...values }
      const id = await database.transaction(async db => Number((await db('mailboxes').insert(row))[0]))
      return { id, ...row }
    },
  }
}

const unique = () => randomBytes(6).toString('hex')
const reference = () => randomBytes(10).toString('base64').replace(/[^A-Za-z]/g, 'X').toUpperCase().slice(0, 10).replace(/^(.{3})(.{3})(.{4})$/, '$1-$2-$3')

const AGENT = { email: '', name: 'Alice Martin', role: 'volunteer', locale: 'fr', password_hash: null as string | null, active: 1, created_at: 0 }

const TICKET = {
  id: 0, reference: '', subject: 'Ma boîte ne répond plus', status: 'new', channel: 'mail', assignee_id: 0,
  requester_address: 'membre@example.org', requester_name: 'Un membre', preview: 'Bonjour', message_count: 1, last_message_id: 0,
  activity_at: 0, waiting_since: null as number | null, created_at: 0, closed_at: null as number | null,
  continues_id: null as number | null, continued_by_id: null as number | null, merged_into_id: null as number | null, touched: 0,
  version: 0, mailbox_id: 0, solved_at: null as number | null, related_id: null as number | null, locale: null as string | null,
  source_id: null as number | null, ranks_below: 0, community_at: null as number | null, requester_handle: null as string | null,
}

const MESSAGE = {
  id: 0, ticket_id: 0, kind: 'incoming', agent_id: null as number | null, from_address: 'membre@example.org', from_name: 'Un membre',
  recipients: '{"to":[],"cc":[]}', subject: 'Ma boîte ne répond plus', message_id: null as string | null, fingerprint: null as string | null,
  raw_sha256: null as string | null, text: 'Bonjour', visible_reply: null as string | null, html: null as string | null,
  automatic: null as string | null, pending: 0, problems: null as string | null, sent_at: null as number | null, created_at: 0,
  version: 0, side_id: null as number | null, reply_to: null as string | null, forwarded_from: null as string | null, former: null as string | null,
  discussion_id: null as number | null, handle: null as string | null, post_url: null as string | null,
}

const SOURCE = {
  kind: 'list', profile: 'sympa', name: '', address: 'entraide@lists.coop.example' as string | null, list_id: null as string | null, url: null as string | null, mailbox_id: null as number | null, account: null as string | null,
  answers_by: 'mail', answers_to: 'public', must_authenticate: 1, categories: null as string | null, unanswered_hours: null as number | null, api_key_sealed: null as string | null, webhook_secret_sealed: null as string | null, active: 1, created_at: 0,
}

const MAILBOX = {
  name: '', host: '127.0.0.1', port: 143, secure: 0, username: 'support@coop.example', password_sealed: 'sealed', folder: 'INBOX', begin: 'all',
  active: 1, uid_validity: null as string | null, last_uid: null as number | null, checked_at: null as number | null, failure: null as string | null, created_at: 0,
  transport: 'imap', from_address: null as string | null, from_name: null as string | null, reply_address: null as string | null, bounce_address: null as string | null,
  authserv_id: null as string | null, signature: null as string | null, locale: 'fr', acknowledges: 1, plus_addresses: 1, after_reading: 'leave',
}
