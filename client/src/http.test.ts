import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { send } from './http.ts'

const answering = (make: () => Response | Promise<Response>) => vi.stubGlobal('fetch', async () => make())
const ask = () => send({ method: 'GET', path: '/x' }, z.object({ n: z.number() }))

test.each([
  ['a refusal', () => Response.json({ code: 'conflict', message: 'closed' }, { status: 409 }), 'conflict'],
  ['a proxy that speaks for a dead server', () => new Response('<h1>Bad gateway</h1>', { status: 502 }), 'unreachable'],
  ['words nobody knows', () => Response.json({ oops: true }, { status: 500 }), 'unexpected'],
  ['no network', () => Promise.reject(new TypeError('failed to fetch')), 'unreachable'],
])('%s', async (_name, make, code) => {
  answering(make)
  await expect(ask()).rejects.toMatchObject({ code })
})

test('an answer that is not what was agreed on is not let in', async () => {
  answering(() => Response.json({ n: 'seven' }))
  await expect(ask()).rejects.toBeInstanceOf(z.ZodError)
})

test('what was called off is not called a failure of the server', async () => {
  const controller = new AbortController()
  vi.stubGlobal('fetch', async () => { controller.abort(); throw new DOMException('aborted', 'AbortError') })
  await expect(send({ method: 'GET', path: '/x', signal: controller.signal }, z.unknown())).rejects.toMatchObject({ name: 'AbortError' })
})

test('a refusal brings all that was answered', async () => {
  const answer = { code: 'stale', version: 4, news: [] }
  answering(() => Response.json(answer, { status: 409 }))
  await expect(ask()).rejects.toMatchObject({ code: 'stale', answer })
})
