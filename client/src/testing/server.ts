import { vi } from 'vitest'

type Answer = { status?: number, body: unknown }
type Asked = { method: string, path: string, body: unknown }

/** A server made of answers: `'GET /tickets'` to what it says, or a function of what was asked. Anything else is a 404. */
export function serve(answers: Record<string, unknown>) {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (url: string, { method = 'GET', body }: RequestInit = {}) => {
    const path = url.replace(/^\/api/, '').replace(/\?.*$/, '')
    asked.push({ method, path: url.replace(/^\/api/, ''), body: typeof body === 'string' ? JSON.parse(body) : undefined })
    const prepared = answers[`${method} ${path}`]
    const said: unknown = typeof prepared === 'function' ? await prepared(asked.at(-1)) : prepared
    if (said === undefined) return Response.json({ code: 'not-found' }, { status: 404 })
    const { status, body: answer } = isAnswer(said) ? said : { body: said }
    return Response.json(answer, { status: status ?? 200 })
  })
  return { asked, count: (start: string) => asked.filter(({ method, path }) => `${method} ${path}`.startsWith(start)).length }
}

const isAnswer = (said: unknown): said is Answer => typeof said === 'object' && said !== null && 'status' in said && 'body' in said

/** The server says no. */
export const refusal = (status: number, code: string): Answer => ({ status, body: { code } })
