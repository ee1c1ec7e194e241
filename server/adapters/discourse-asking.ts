import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { AskedToWait, type ForumAccess } from '../channels/sources/ports.ts'
import { RemoteFailure } from '../platform/errors.ts'
import { askWeb, type WebAnswer } from './web.ts'

/** For tests only: less patience. */
export type Patience = { patienceMs?: number, shortWaitMs?: number }

/** Asks a Discourse; undefined when it says that there is nothing, or nothing that we may see, and `mayMiss`. */
export type Ask = <T>(path: string, schema: z.ZodType<T>, question?: { body?: unknown, mayMiss?: boolean, onMissing?: (status: number) => void }) => Promise<T | undefined>

const SHORT_WAIT_MS = 10_000
const LONGEST_WAIT_MS = 3_600_000

/** Asks a Discourse in the name of its user. Neither the key nor what was asked stands in any failure. */
export function askingOf({ source, apiKey, signal }: ForumAccess, { patienceMs = 20_000, shortWaitMs = SHORT_WAIT_MS }: Patience = {}): Ask {
  const remote = source.name
  // HTTP headers are Latin-1 at most: whatever else is in a key is no key.
  if (!/^[\x21-\x7e]{1,500}$/.test(apiKey)) throw new RemoteFailure(remote, false, new Error('its API key has characters that no key has'))
  const headers = { 'accept': 'application/json', 'api-key': apiKey, ...source.account ? { 'api-username': encodeURIComponent(source.account) } : {} }

  async function once(path: string, body: unknown): Promise<WebAnswer> {
    const question = body === undefined ? { headers } : { method: 'POST' as const, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) }
    return askWeb(`${source.url ?? ''}${path}`, { remote, patienceMs, until: signal, ...question })
  }

  async function patiently(path: string, body: unknown): Promise<WebAnswer> {
    const answer = await once(path, body)
    if (answer.status !== 429 || waitOf(answer) > shortWaitMs) return answer
    await wait(waitOf(answer), undefined, signal ? { signal } : {}).catch(() => undefined)
    return once(path, body)
  }

  return async (path, schema, { body, mayMiss = false, onMissing } = {}) => {
    const answer = await patiently(path, body)
    if (mayMiss && [403, 404, 410].includes(answer.status)) {
      onMissing?.(answer.status)
      return undefined
    }
    if (answer.status !== 200) throw refusal(answer, { remote, apiKey })
    const read = schema.safeParse(jsonIn(answer.text))
    if (!read.success) throw new RemoteFailure(remote, true, new Error(`it does not answer as Discourse does: ${read.error.issues.slice(0, 3).map(({ path: where, message }) => `${where.join('.')} ${message}`).join('; ')}`))
    return read.data
  }
}

function jsonIn(text: string): unknown {
  try { return JSON.parse(text) }
  catch { return undefined }
}

const Complaint = z.object({ errors: z.array(z.string()).catch([]), extras: z.object({ wait_seconds: z.number().optional().catch(undefined) }).catch({}) }).catch({ errors: [], extras: {} })

/** As long as it asks us to, in its header or in its words. */
function waitOf({ header, text }: WebAnswer): number {
  const seconds = Complaint.parse(jsonIn(text)).extras.wait_seconds ?? (Number(header('retry-after')) || 30)
  return Math.min(Math.max(seconds, 1) * 1000, LONGEST_WAIT_MS)
}

function refusal(answer: WebAnswer, { remote, apiKey }: { remote: string, apiKey: string }): RemoteFailure {
  const { status } = answer
  if (status === 429) return new AskedToWait(remote, waitOf(answer))
  const said = Complaint.parse(jsonIn(answer.text)).errors.join(' ').replaceAll(apiKey, '…').replace(/\s+/g, ' ').slice(0, 300)
  const isTheirs = status >= 500
  return new RemoteFailure(remote, isTheirs, new Error(`${sentenceFor(answer)}${said === '' ? '' : `: ${said}`}`))
}

const SENTENCES: Record<number, string> = {
  401: 'it refuses the API key or its user', 403: 'it refuses the API key or its user', 404: 'there is nothing at this address', 410: 'there is nothing at this address', 422: 'it does not take this',
}

function sentenceFor({ status, header }: WebAnswer): string {
  const known = SENTENCES[status]
  if (known !== undefined) return `${known} (${status})`
  if (status >= 300 && status < 400) return `it is at another address, ${URL.parse(header('location') ?? '')?.origin ?? 'which it does not say'}: set that one`
  return `it answers ${status}`
}
