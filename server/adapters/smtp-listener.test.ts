import { text } from 'node:stream/consumers'
import { createTransport } from 'nodemailer'
import { afterEach, expect, test } from 'vitest'
import type { Envelope } from '../channels/mail/intake.ts'
import type { Listening, Take } from '../channels/smtp/ports.ts'
import { listenSmtp } from './smtp-listener.ts'

let listening: Listening | undefined
afterEach(async () => listening?.stop())

async function client(take: Take, maxBytes = 10_000) {
  listening = await listenSmtp('127.0.0.1:0', { maxBytes, take })
  return createTransport({ host: '127.0.0.1', port: listening.port, ignoreTLS: true })
}

const mail = { envelope: { from: 'claire@asso.example', to: ['support@coop.example'] }, raw: 'Subject: Bonjour\r\n\r\n.Une ligne qui commence par un point\r\n' }

test('the bytes and the envelope are handed on before the sender is told that all is well', async () => {
  const taken: { raw: string, envelope: Envelope }[] = []
  const transport = await client(async (message, envelope) => { taken.push({ raw: await text(message), envelope }) })
  expect((await transport.sendMail(mail)).response).toMatch(/^250/)
  expect(taken).toEqual([{ raw: mail.raw, envelope: { from: 'claire@asso.example', to: ['support@coop.example'], remote: '127.0.0.1' } }])
})

test('what cannot be kept is to be sent again later', async () => {
  const transport = await client(async (message) => {
    await text(message)
    throw new Error('disk full')
  })
  await expect(transport.sendMail(mail)).rejects.toMatchObject({ responseCode: 451 })
})

test('a message that is too large is refused for good, and nothing of it is taken', async () => {
  let taken = 0
  const transport = await client(async (message) => { await text(message); taken += 1 }, 50_000)
  // Without SIZE in its MAIL command, a client is found out only by what it sends.
  await expect(transport.sendMail({ ...mail, raw: `${mail.raw}${'x'.repeat(70)}\r\n`.repeat(4000) })).rejects.toMatchObject({ responseCode: 552 })
  expect(taken).toBe(0)
  expect((await transport.sendMail(mail)).response).toMatch(/^250/)
})

test('a bounce has the empty sender', async () => {
  const senders: (string | null)[] = []
  const transport = await client(async (message, { from }) => { await text(message); senders.push(from) })
  await transport.sendMail({ ...mail, envelope: { from: '', to: ['support@coop.example'] } })
  expect(senders).toEqual([''])
})
