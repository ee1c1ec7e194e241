import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startDovecot, type DovecotServer } from './dovecot.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

const body = `Subject: long\r\n\r\n${'0123456789\r\n'.repeat(5_000)}`
let dovecot: DovecotServer
let proxy: TcpProxy

beforeAll(async () => {
  dovecot = await startDovecot()
  dovecot.deliver('ada', [body, 'Subject: short\r\n\r\nshort\r\n'])
  proxy = await startTcpProxy(dovecot)
})
afterAll(async () => {
  await proxy.stop()
  await dovecot.stop()
})

async function connected() {
  const client = new ImapFlow({ host: '127.0.0.1', port: proxy.port, secure: false, doSTARTTLS: false, auth: { user: 'ada', pass: 'password' }, logger: false })
  client.on('error', () => undefined)
  await client.connect()
  await client.mailboxOpen('INBOX')
  return client
}

const fetchSource = async (client: ImapFlow) => {
  const message = await client.fetchOne('1', { source: true }, { uid: true })
  return message ? message.source?.length : undefined
}

test('passes everything when nothing is played', async () => {
  const client = await connected()
  expect(await fetchSource(client)).toBe(body.length)
  await client.logout()
})

test('cuts a connection in the middle of an answer', async () => {
  const client = await connected()
  proxy.play({ kind: 'cut', bytes: 10_000 })
  await expect(fetchSource(client)).rejects.toThrow()
})

test('plays an empty FETCH that says OK', async () => {
  const client = await connected()
  proxy.play({ kind: 'hide-fetches' })
  expect(await fetchSource(client)).toBeUndefined()
  proxy.play({ kind: 'none' })
  await client.logout()
})

test('plays a download shorter than the message', async () => {
  const client = await connected()
  proxy.play({ kind: 'shorten', bytes: 1_000 })
  expect(await fetchSource(client)).toBe(body.length - 1_000)
  proxy.play({ kind: 'none' })
  await client.logout()
})

test('plays a network that died, and comes back', async () => {
  const client = await connected()
  proxy.play({ kind: 'stall', bytes: 5_000 })
  const fetched = fetchSource(client).catch(() => 'failed')
  expect(await Promise.race([fetched, new Promise(resolve => setTimeout(resolve, 300, 'still waiting'))])).toBe('still waiting')
  proxy.play({ kind: 'none' })
  proxy.cut()
  expect(await fetched).toBe('failed')
  const again = await connected()
  expect(await fetchSource(again)).toBe(body.length)
  await again.logout()
})
