import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { expect, test } from 'vitest'

test('a test cannot reach another machine', async () => {
  expect(() => connect(80, '192.0.2.1')).toThrow('tests stay on this machine')
  expect(() => connect({ port: 443, host: 'example.org' })).toThrow('tests stay on this machine')
  await expect(fetch('http://192.0.2.1/')).rejects.toThrow()
  await expect(fetch('http://example.org/').catch((error: Error) => Promise.reject(error.cause as Error))).rejects.toThrow('tests stay on this machine')
})

test('it can reach this one', async () => {
  const server = createServer(socket => socket.end('hello')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const [text] = await once(connect(port, '127.0.0.1'), 'data') as [Buffer]
  expect(text.toString()).toBe('hello')
  server.close()
})
