import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { messageHtml } from '../adapters/message-html.ts'
import { socketsOn } from '../adapters/sockets.ts'
import type { Role } from '../accounts/contract.ts'
import { SESSION_COOKIE } from '../accounts/session.ts'
import type { Blobs } from '../platform/blobs.ts'
import type { Database } from '../platform/db.ts'
import { idsFrom } from '../platform/ids.ts'
import type { TakeIn } from '../portal/actions/answer.ts'
import { logTo } from '../platform/log.ts'
import { secretsOf } from '../platform/secrets.ts'
import { sha256 } from '../platform/signing.ts'
import type { MessageBytes } from '../tickets/bytes/ports.ts'
import type { FetchPicture } from '../tickets/pictures/ports.ts'
import type { TicketSearch } from '../tickets/ports.ts'
import { startWeb, type WebWorld } from '../web.ts'
import { given } from './given.ts'

/** A search that finds nothing: tests that search bring their own. */
export const emptySearch: TicketSearch = {
  find: () => Promise.resolve({ ticketIds: [], next: null }),
  position: () => Promise.resolve(0),
  apply: () => Promise.resolve(true),
  rebuild: () => Promise.resolve(true),
  close: () => Promise.resolve(),
}

/** Bytes that are kept nowhere. */
export const noBytes: MessageBytes = {
  raw: () => Readable.from((async function* () { throw Object.assign(new Error('no such file'), { code: 'ENOENT' }) })()),
  attachment: () => Promise.resolve(undefined),
  message: () => Promise.resolve(undefined),
}

/** Takes bytes, and keeps nothing of them. */
export const forgetful: Pick<Blobs, 'keepStream' | 'room'> = {
  room: () => Promise.resolve(undefined),
  async keepStream(source) {
    const bytes = await buffer(source)
    return { sha256: sha256(bytes), size: bytes.length }
  },
}

/** Takes no message in. */
export const noIntake: TakeIn = () => Promise.reject(new Error('This test takes no messages in'))

/** Seals with a key that protects nothing. */
export const testSecrets = secretsOf('a key for tests, which protects nothing')

/** Elsewhere, where nothing is. */
export const noPicture: FetchPicture = () => Promise.resolve({ failure: 'unreachable' })

/** The web server on a free port, over this database; `send` asks it as the holder of `cookie`. */
export async function served(database: Database, parts: Partial<WebWorld> = {}, port = 0) {
  const web = await startWeb({
    config: { baseUrl: 'http://127.0.0.1' }, log: logTo('silent'), database, clock: () => new Date(), ids: idsFrom(database),
    search: emptySearch, bytes: noBytes, blobs: forgetful, takeIn: noIntake, messageHtml: messageHtml(), fetchPicture: noPicture, secrets: testSecrets, openPush: socketsOn, ...parts,
  }, { port, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${web.port}`

  return {
    url,
    stop: web.stop,
    send(path: string, { cookie, body, method = body === undefined ? 'GET' : 'POST', headers = {} }: Sending = {}) {
      return fetch(`${url}${path}`, {
        method,
        redirect: 'manual',
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(cookie ? { cookie } : {}), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
    },
    /** An agent of that role who has signed in. */
    async agent(role: Role, name = `Agent ${role}`) {
      const agent = await given(database).agent({ role, name })
      const token = randomBytes(24).toString('base64url')
      await database.transaction(db => db('sessions').insert({ token_hash: sha256(token), agent_id: agent.id, created_at: Date.now(), expires_at: Date.now() + 86_400_000 * 365 }))
      return { ...agent, cookie: `${SESSION_COOKIE}=${token}` }
    },
  }
}

type Sending = { cookie?: string, body?: unknown, method?: string, headers?: Record<string, string> }
