import type { z } from 'zod'
import { Failure } from '../../server/accounts/contract.ts'

type Code = Failure['code'] | 'unreachable'

/** The server said no, or could not be asked. The reader is told by `code`, in their own language. */
export class HttpFailure extends Error {
  readonly status: number
  readonly code: Code

  constructor({ status, code, message }: { status: number, code: Code, message?: string | undefined }) {
    super(message ?? code)
    this.status = status
    this.code = code
  }
}

type Sent = { method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown, signal?: AbortSignal }

async function ask({ method, path, body, signal }: Sent): Promise<Response> {
  const response = await fetch(`/api${path}`, {
    method,
    ...(signal ? { signal } : {}),
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new HttpFailure({ status: 0, code: 'unreachable' })
  })
  if (response.ok) return response
  throw await refusal(response)
}

async function refusal(response: Response): Promise<HttpFailure> {
  const said = Failure.safeParse(await response.json().catch(() => undefined))
  if (said.success) return new HttpFailure({ status: response.status, ...said.data })
  // A proxy answers for a server that is not there, in words of its own.
  const gone = [502, 503, 504].includes(response.status)
  return new HttpFailure({ status: response.status, code: gone ? 'unreachable' : 'unexpected' })
}

/** One request, one checked answer. Everything the console knows of the server comes through here, or through `sendForText`. */
export async function send<T>(sent: Sent, answer: z.ZodType<T>): Promise<T> {
  const response = await ask(sent)
  return answer.parse(response.status === 204 ? undefined : await response.json())
}

/** One request whose answer is plain text, such as a message as it came. */
export async function sendForText(sent: Sent): Promise<string> {
  return (await ask(sent)).text()
}
