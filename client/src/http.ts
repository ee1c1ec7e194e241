import type { z } from 'zod'
import { Failure } from '../../server/accounts/contract.ts'
import { hearClock } from './server-clock.ts'

type Code = Failure['code'] | 'unreachable'

/** The server said no, or could not be asked. The reader is told by `code`, in their own language. */
export class HttpFailure extends Error {
  readonly status: number
  readonly code: Code
  /** The whole answer, which may say more than the code: what is new on a ticket, for one. */
  readonly answer: unknown

  constructor({ status, code, message, answer }: { status: number, code: Code, message?: string | undefined, answer?: unknown }) {
    super(message ?? code)
    this.status = status
    this.code = code
    this.answer = answer
  }
}

/** `keepalive`: the request outlives the page that sends it. */
type Sent = { method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, signal?: AbortSignal, keepalive?: boolean }

async function ask({ method, path, body, signal, keepalive = false }: Sent): Promise<Response> {
  const askedAt = Date.now()
  const response = await fetch(`/api${path}`, {
    method,
    ...(signal ? { signal } : {}),
    ...(keepalive ? { keepalive } : {}),
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new HttpFailure({ status: 0, code: 'unreachable' })
  })
  hearClock(response.headers.get('date'), askedAt)
  if (response.ok) return response
  throw refusal(response.status, await response.json().catch(() => undefined))
}

function refusal(status: number, answer: unknown): HttpFailure {
  const said = Failure.safeParse(answer)
  if (said.success) return new HttpFailure({ status, ...said.data, answer })
  // A proxy answers for a server that is not there, in words of its own.
  const gone = [502, 503, 504].includes(status)
  return new HttpFailure({ status, code: gone ? 'unreachable' : 'unexpected' })
}

/** One request, one checked answer. Everything the console knows of the server comes through here, or through its two neighbours. */
export async function send<T>(sent: Sent, answer: z.ZodType<T>): Promise<T> {
  const response = await ask(sent)
  return answer.parse(response.status === 204 ? undefined : await response.json())
}

/** One request whose answer is plain text, such as a message as it came. */
export async function sendForText(sent: Sent): Promise<string> {
  return (await ask(sent)).text()
}

type SentFile = { path: string, file: Blob, signal: AbortSignal, onProgress: (part: number) => void }

/** One file, as it is; `onProgress` is told how much of it has left, from 0 to 1. */
export function sendFile<T>({ path, file, signal, onProgress }: SentFile, answer: z.ZodType<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    // fetch tells nothing of what has left.
    const request = new XMLHttpRequest()
    request.open('POST', `/api${path}`)
    request.setRequestHeader('content-type', file.type || 'application/octet-stream')
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total ? loaded / total : 0))
    request.addEventListener('load', () => {
      const said = answer.safeParse(request.response)
      if (request.status < 300 && said.success) resolve(said.data)
      else reject(refusal(request.status, request.response))
    })
    request.addEventListener('error', () => reject(new HttpFailure({ status: 0, code: 'unreachable' })))
    request.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
