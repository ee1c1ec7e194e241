import { vi } from 'vitest'

type Answer = { status?: number, body: unknown }
type Asked = { method: string, path: string, body: unknown }

/** A server made of answers: `'GET /tickets'` to what it says, or a function of what was asked. Anything else is a 404. */
export function serve(answers: Record<string, unknown>) {
  const asked: Asked[] = []
  async function answer(method: string, url: string, body: unknown): Promise<Response> {
    const path = url.replace(/^\/api/, '')
    asked.push({ method, path, body })
    const prepared = answers[`${method} ${path.replace(/\?.*$/, '')}`]
    const said: unknown = typeof prepared === 'function' ? await prepared(asked.at(-1)) : prepared
    if (said === undefined) return Response.json({ code: 'not-found' }, { status: 404 })
    const { status, body: told } = isAnswer(said) ? said : { body: said }
    return status === 204 ? new Response(null, { status }) : Response.json(told, { status: status ?? 200 })
  }
  vi.stubGlobal('fetch', (url: string, { method = 'GET', body }: RequestInit = {}) => answer(method, url, typeof body === 'string' ? JSON.parse(body) : undefined))
  vi.stubGlobal('XMLHttpRequest', requestTo(answer))
  return { asked, count: (start: string) => asked.filter(({ method, path }) => `${method} ${path}`.startsWith(start)).length }
}

const isAnswer = (said: unknown): said is Answer => typeof said === 'object' && said !== null && 'status' in said && 'body' in said

/** As much of a browser's XMLHttpRequest as sending a file needs. */
function requestTo(answer: (method: string, url: string, body: unknown) => Promise<Response>) {
  return class extends EventTarget {
    readonly upload = new EventTarget()
    status = 0
    response: unknown = null
    private method = ''
    private url = ''
    open(method: string, url: string) { [this.method, this.url] = [method, url] }
    setRequestHeader() {}
    abort() { this.dispatchEvent(new Event('abort')) }
    async send(file: Blob) {
      const said = await answer(this.method, this.url, file)
      this.status = said.status
      this.response = await said.json()
      this.dispatchEvent(new Event('load'))
    }
  }
}

/** The server says no. */
export const refusal = (status: number, code: string, more: object = {}): Answer => ({ status, body: { code, ...more } })
