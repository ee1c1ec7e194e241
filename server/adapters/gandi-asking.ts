import { setTimeout as wait } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { Refusal, RemoteFailure } from '../platform/errors.ts'
import type { Wished } from '../transfer/gandi/ports.ts'
import { lacking, unknownToken, type Right } from '../transfer/gandi/rights.ts'
import type { Pace } from './pacing.ts'
import { askWeb, type AskWeb, type WebAnswer } from './web.ts'

/** Where Gandi is. For tests: another way to ask, and less patience. */
export type GandiSettings = { url?: string, idUrl?: string, pace?: Pace, ask?: AskWeb, patienceMs?: number, longestWaitMs?: number }
export type GandiAccess = GandiSettings & { token: string, signal?: AbortSignal | undefined }

/** One question, and the permission that it takes. `accept`: of another kind than JSON. */
export type GandiQuestion = { right: Right, method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', body?: unknown, accept?: string, secrets?: readonly string[] }

/** What Gandi answered: read, absent (404), or at something else (409). */
export type GandiAnswer = { text: string } | 'absent' | 'busy'

/** Asks Gandi in the name of whoever gave the token. Neither the token nor what is in `secrets` stands in any failure. */
export type AskGandi = (path: string, question: GandiQuestion) => Promise<GandiAnswer>

const REMOTE = 'Gandi'
export const GANDI = { url: 'https://api.gandi.net/v5', idUrl: 'https://id.gandi.net' } as const
const LONGEST_WAIT_MS = 60_000
const MOST_BYTES = 4 * 1024 * 1024

/** Asks, no quicker than it is allowed, and waits when it was too quick all the same. */
export function askingGandi(access: GandiAccess): AskGandi {
  const { token, signal, url = GANDI.url, ask = askWeb, pace = () => Promise.resolve(), patienceMs = 30_000, longestWaitMs = LONGEST_WAIT_MS } = access
  // HTTP headers take no other characters: whatever has some is no token.
  if (!/^[\x21-\x7e]{8,500}$/.test(token)) throw unknownToken()

  async function once(path: string, { method = 'GET', body, accept = 'application/json' }: GandiQuestion): Promise<WebAnswer> {
    await pace(signal)
    const headers = { authorization: `Bearer ${token}`, accept, ...body === undefined ? {} : { 'content-type': 'application/json' } }
    const address = path.startsWith('https://') || path.startsWith('http://') ? path : `${url}${path}`
    return ask(address, { remote: REMOTE, method, headers, patienceMs, mostBytes: MOST_BYTES, until: signal, ...body === undefined ? {} : { body: JSON.stringify(body) } })
  }

  return async (path, question) => {
    let answer = await once(path, question)
    const pause = Math.max(Number(answer.header('retry-after')) || 20, 0) * 1000
    if (answer.status === 429 && pause <= longestWaitMs) {
      await wait(pause, undefined, signal ? { signal } : {}).catch(() => undefined)
      answer = await once(path, question)
    }
    return judged(answer, question, [token, ...question.secrets ?? []])
  }
}

function judged({ status, text }: WebAnswer, { right }: GandiQuestion, secrets: readonly string[]): GandiAnswer {
  if (status >= 200 && status < 300) return { text }
  if (status === 404) return 'absent'
  if (status === 409) return 'busy'
  throw refusalOf(status, right, complaintIn(text, secrets) || String(status))
}

function refusalOf(status: number, right: Right, says: string): Error {
  if (status === 401) return unknownToken()
  if (status === 403) return lacking(right)
  if (status === 429 || status >= 500) return new RemoteFailure(REMOTE, true, new Error(`it answers ${status}: ${says}`))
  return status >= 400 ? new Refusal('conflict', `Gandi does not take this: ${says}`) : new RemoteFailure(REMOTE, false, new Error(`it answers ${status}`))
}

const Complaint = z.object({ message: z.string().catch(''), errors: z.array(z.object({ name: z.string().catch(''), description: z.string().catch('') })).catch([]) }).catch({ message: '', errors: [] })

function complaintIn(text: string, secrets: readonly string[]): string {
  const { message, errors } = Complaint.parse(jsonIn(text) ?? {})
  const words = [message, ...errors.map(({ name, description }) => `${name} ${description}`)].join(' ')
  return secrets.filter(Boolean).reduce((said, secret) => said.replaceAll(secret, '…'), words).replace(/\s+/g, ' ').trim().slice(0, 300)
}

function jsonIn(text: string): unknown {
  try { return JSON.parse(text) }
  catch { return undefined }
}

/** An answer as this shape; what cannot be read is a failure that may pass. */
export function readAs<T>({ text }: { text: string }, shape: z.ZodType<T>): T {
  const read = shape.safeParse(jsonIn(text))
  if (read.success) return read.data
  throw new RemoteFailure(REMOTE, true, new Error(`its answer cannot be read: ${read.error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`))
}

/** What is there to be read; whoever is at something else will answer later. */
export function present(answer: GandiAnswer): { text: string } | undefined {
  if (answer === 'busy') throw new RemoteFailure(REMOTE, true, new Error('another operation is under way'))
  return answer === 'absent' ? undefined : answer
}

/** What became of a wish. */
export const wishedBy = (answer: GandiAnswer): Wished => answer === 'busy' ? 'busy' : 'asked'

const PAGE = 100
const MOST_PAGES = 50

/** A whole list, page by page; empty when there is no such list. One entry that cannot be read is a failure: nothing is to be lost. */
export async function wholeList<T>(ask: AskGandi, path: string, { right, shape }: { right: Right, shape: z.ZodType<T> }): Promise<T[]> {
  const all: T[] = []
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = present(await ask(`${path}${path.includes('?') ? '&' : '?'}page=${page}&per_page=${PAGE}`, { right }))
    const found = answer ? readAs(answer, z.array(shape)) : []
    // Where pages mean nothing, the whole list comes each time.
    if (page > 1 && isDeepStrictEqual(found, all.slice(0, found.length))) return all
    all.push(...found)
    if (found.length !== PAGE) return all
  }
  throw new RemoteFailure(REMOTE, false, new Error(`${path} has no end`))
}
