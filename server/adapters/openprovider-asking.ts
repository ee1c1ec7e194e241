import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { Refusal, RemoteFailure } from '../platform/errors.ts'
import { refusedFor } from '../registrars/reasons.ts'
import { fieldsIn, reasonIn } from './openprovider-reasons.ts'
import { askWeb, type AskWeb, type WebAnswer } from './web.ts'

/** Where OpenProvider is, and as whom we speak to it. For tests: another way to ask, and less patience. */
export type OpenproviderAccess = { url: string, user: string, password: string, ask?: AskWeb, patienceMs?: number, shortWaitMs?: number }

/** One question; `secrets` are words that no failure may repeat. */
export type Question = { method?: 'GET' | 'POST' | 'PUT', body?: unknown, signal?: AbortSignal | undefined, secrets?: readonly string[] }

/** Asks OpenProvider; what its envelope carries, read. */
export type AskOpenprovider = <T>(path: string, shape: z.ZodType<T>, question?: Question) => Promise<T>

const REMOTE = 'OpenProvider'
// Its answer to a bad password, and to a token that has had its time, with HTTP status 500.
const NOT_SIGNED_IN = 196
const LONGEST_WAIT_MS = 10_000

const Envelope = z.object({ code: z.coerce.number(), desc: z.string().nullish().catch(''), data: z.unknown().optional(), maintenance: z.boolean().nullish().catch(false) })
type Envelope = z.infer<typeof Envelope>
type Answer = { http: WebAnswer, envelope: Envelope | undefined }

/** Asks with a token that is kept for as long as it is taken, and renewed once when it is not. What only reads is asked again after a failure that may pass; what changes something never is. */
export function askingOpenprovider(access: OpenproviderAccess): AskOpenprovider {
  const { user, password, shortWaitMs = LONGEST_WAIT_MS } = access
  let token: Promise<string> | undefined

  async function signIn(signal: AbortSignal | undefined): Promise<string> {
    const answer = await once(access, '/v1beta/auth/login', { method: 'POST', body: { username: user, password, ip: '0.0.0.0' }, signal })
    if (isNotSignedIn(answer)) throw new Refusal('invalid', 'OpenProvider refuses the user or the password of this installation: an administrator sets PERMANENCE_REGISTRAR_USER and PERMANENCE_REGISTRAR_PASSWORD')
    return read(answer, z.object({ token: z.string().min(1) }), [password]).token
  }

  function signedIn(signal: AbortSignal | undefined, refused?: Promise<string>): Promise<string> {
    if (!token || token === refused) {
      const asked = signIn(signal)
      token = asked
      asked.catch(() => { if (token === asked) token = undefined })
    }
    return token
  }

  async function withToken(path: string, question: Question): Promise<Answer> {
    const mine = signedIn(question.signal)
    const answer = await once(access, path, { ...question, token: await mine })
    return isNotSignedIn(answer) ? once(access, path, { ...question, token: await signedIn(question.signal, mine) }) : answer
  }

  return async (path, shape, question = {}) => {
    const first = await withToken(path, question)
    const pause = pauseAfter(first, question, shortWaitMs)
    if (pause !== undefined) await wait(pause, undefined, question.signal ? { signal: question.signal } : {}).catch(() => undefined)
    return read(pause === undefined ? first : await withToken(path, question), shape, [password, ...question.secrets ?? []])
  }
}

async function once({ url, ask = askWeb, patienceMs = 30_000 }: OpenproviderAccess, path: string, { method = 'GET', body, signal, token }: Question & { token?: string }): Promise<Answer> {
  const headers = { 'accept': 'application/json', ...token === undefined ? {} : { authorization: `Bearer ${token}` }, ...body === undefined ? {} : { 'content-type': 'application/json' } }
  const http = await ask(`${url}${path}`, { remote: REMOTE, method, headers, patienceMs, until: signal, ...body === undefined ? {} : { body: JSON.stringify(body) } })
  const parsed = Envelope.safeParse(jsonIn(http.text))
  return { http, envelope: parsed.success ? parsed.data : undefined }
}

function jsonIn(text: string): unknown {
  try { return JSON.parse(text) }
  catch { return undefined }
}

const isNotSignedIn = ({ http, envelope }: Answer) => http.status === 401 || envelope?.code === NOT_SIGNED_IN

/** How long to wait before asking again; undefined: it is not asked again. Whatever was too much was not done. */
function pauseAfter({ http, envelope }: Answer, { method = 'GET' }: Question, most: number): number | undefined {
  const isPassing = http.status === 429 || (http.status >= 500 && !envelope && method === 'GET')
  const asked = Math.max(Number(http.header('retry-after')) || 1, 0) * 1000
  return isPassing && asked <= most ? asked : undefined
}

function read<T>({ http, envelope }: Answer, shape: z.ZodType<T>, secrets: readonly string[]): T {
  if (!envelope) throw new RemoteFailure(REMOTE, http.status === 429 || http.status >= 500 || http.status < 300, new Error(http.status < 300 ? 'its answer cannot be read' : `it answers ${http.status}`))
  if (envelope.code !== 0 || http.status >= 400) throw refusal(envelope, http.status, secrets)
  const found = shape.safeParse(envelope.data)
  if (found.success) return found.data
  throw new RemoteFailure(REMOTE, true, new Error(`it does not answer as it says it does: ${found.error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`))
}

const MOST_WORDS = 300

function refusal({ code, desc, data, maintenance }: Envelope, status: number, secrets: readonly string[]): Error {
  const more = typeof data === 'string' ? data : ''
  const says = secrets.filter(Boolean).reduce((text, secret) => text.replaceAll(secret, '…'), `${desc ?? ''} ${more}`).replace(/\s+/g, ' ').trim().slice(0, MOST_WORDS)
  if (maintenance || status === 429 || status === 503) return new RemoteFailure(REMOTE, true, new Error(says || `it answers ${status}`))
  const reason = reasonIn(says)
  if (reason) return refusedFor(reason, { says: `${code} ${says}`, fields: reason === 'contact-incomplete' ? fieldsIn(says) : [] })
  return new RemoteFailure(REMOTE, false, new Error(`${code} ${says}`.trim()))
}
