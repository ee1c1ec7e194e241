import { Readable } from 'node:stream'
import { afterEach, describe, expect, test } from 'vitest'
import { mailServerAt } from '../platform/mail-servers.ts'
import { freePorts } from '../testing/children.ts'
import { startMute, startSink } from '../testing/smtp-sink.ts'
import { smtpServer } from './smtp.ts'

const closing: (() => unknown)[] = []
afterEach(async () => { for (const close of closing.splice(0)) await close() })

const bytes = Buffer.from('Subject: Bonjour\r\n\r\n.Une ligne\r\n')
const parcel = { from: 'support+b1.2.3@coop.example', to: 'claire@example.org', size: bytes.length, open: () => Readable.from([bytes]) }

function serverAt(url: string) {
  const address = mailServerAt(url)
  if (!address) throw new Error('no address')
  const server = smtpServer(address, { connectMs: 2000, silenceMs: 2000 })
  closing.push(() => server.close())
  return server
}

async function sink(...options: Parameters<typeof startSink>) {
  const started = await startSink(...options)
  closing.push(started.stop)
  return started
}

async function mute(line?: string) {
  const started = await startMute(line)
  closing.push(started.stop)
  return started
}

test('a mail is taken, with the bytes as they are and the words of the server', async () => {
  const { url, mails } = await sink()
  expect(await serverAt(url).deliver(parcel)).toEqual({ said: 'taken', words: '250 2.0.0 Ok: queued as 1' })
  expect(mails).toEqual([{ from: parcel.from, to: [parcel.to], raw: bytes.toString(), secure: false, user: undefined, utf8: false, taken: true }])
})

test('mails that follow one another share a connection; one that was ended meanwhile does no harm', async () => {
  const there = await sink()
  const server = serverAt(there.url)
  for (let mails = 0; mails < 3; mails++) expect(await server.deliver(parcel)).toMatchObject({ said: 'taken' })
  expect(there.connections()).toBe(1)
  const both = await Promise.all([server.deliver(parcel), server.deliver(parcel)])
  expect(both.map(({ said }) => said)).toEqual(['taken', 'taken'])
  expect(there.mails).toHaveLength(5)
})

test('a connection that the server ended is replaced by a new one', async () => {
  const there = await sink()
  const server = serverAt(there.url)
  await server.deliver(parcel)
  let cut = false
  // 421 to the next MAIL FROM on this connection only.
  there.manners.sender = () => { if (cut) return undefined; cut = true; return [421, '4.4.2 Idle for too long'] }
  expect(await server.deliver(parcel)).toMatchObject({ said: 'taken' })
  expect([there.connections(), there.mails.length]).toEqual([2, 2])
})

describe('what a server says about the mail', () => {
  test.each([
    ['no such recipient', { recipient: () => [550, '5.1.1 No such user'] }, 'refused', '550 5.1.1 No such user'],
    ['grey-listed', { recipient: () => [450, '4.2.0 Greylisted'] }, 'later', '450 4.2.0 Greylisted'],
    ['taken for spam', { message: () => [554, '5.7.1 Spam'] }, 'refused', '554 5.7.1 Spam'],
    ['no room', { message: () => [452, '4.3.1 Full'] }, 'later', '452 4.3.1 Full'],
    ['our address is not liked', { sender: () => [550, '5.7.1 Not your domain'] }, 'trouble', '550 5.7.1 Not your domain'],
    ['too large for it, said to our address', { sender: () => [552, '5.3.4 Too large'] }, 'refused', '552 5.3.4 Too large'],
    ['the server is closing', { recipient: () => [421, '4.3.2 Going down'] }, 'trouble', '421 4.3.2 Going down'],
  ] as const)('%s', async (...[, manners, said, words]) => {
    const there = await sink()
    Object.assign(there.manners, manners)
    const server = serverAt(there.url)
    expect(await server.deliver(parcel)).toEqual({ said, words })
    there.manners.recipient = there.manners.sender = there.manners.message = () => undefined
    expect(await server.deliver(parcel)).toMatchObject({ said: 'taken' })
  })

  test('larger than it takes, as it announced', async () => {
    const { url } = await sink({ size: 10 })
    expect(await serverAt(url).deliver(parcel)).toMatchObject({ said: 'refused', words: expect.stringMatching(/size/i) as unknown })
  })

  test.each(['a>b@example.org', 'a\r\nRCPT TO:<b@example.org>'])('an address that cannot be written: %j', async (to) => {
    const there = await sink()
    expect(await serverAt(there.url).deliver({ ...parcel, to })).toMatchObject({ said: 'refused' })
    expect(there.mails).toEqual([])
  })
})

describe('a server in trouble', () => {
  test('nobody listens', async () => {
    const [port] = await freePorts(1)
    expect(await serverAt(`smtp://127.0.0.1:${port}`).deliver(parcel)).toMatchObject({ said: 'trouble', words: expect.stringContaining('ECONNREFUSED') as unknown })
  })
  test('a name that is nobody’s', async () => {
    expect(await serverAt('smtp://nobody.invalid').deliver(parcel)).toMatchObject({ said: 'trouble' })
  })
  test('it takes the connection and says nothing', async () => {
    expect(await serverAt((await mute()).url).deliver(parcel)).toMatchObject({ said: 'trouble' })
  })
  test.each(['554 No service here', '421 Too many connections', 'HTTP/1.1 400 Bad Request'])('it greets with %s', async (line) => {
    expect(await serverAt((await mute(line)).url).deliver(parcel)).toMatchObject({ said: 'trouble' })
  })
  test.each(['cut-in-the-middle', 'cut-after', 'silent'] as const)('%s of the message', async (accident) => {
    const there = await sink()
    there.manners.data = () => accident
    expect(await serverAt(there.url).deliver(parcel)).toMatchObject({ said: 'trouble' })
  })
})

describe('signing in', () => {
  const password = { user: 'desk@coop.example', password: 'ge/heim%' }
  test('with the right password', async () => {
    const there = await sink({ password, tls: 'demanded' })
    expect(await serverAt(there.url).deliver(parcel)).toMatchObject({ said: 'taken' })
    expect(there.mails).toMatchObject([{ user: password.user, secure: true }])
  })
  test('with a wrong one; no word of it is told', async () => {
    const there = await sink({ password, tls: 'demanded' })
    const answer = await serverAt(there.url.replace('heim', 'heimer')).deliver(parcel)
    expect(answer).toMatchObject({ said: 'trouble', words: expect.stringContaining('535') as unknown })
    expect(JSON.stringify(answer)).not.toContain('heim')
  })
  test('never without TLS when the server is not this machine', async () => {
    const there = await sink({ password })
    const address = mailServerAt(there.url)
    const server = smtpServer({ ...address!, demandsTls: true }, { connectMs: 300, silenceMs: 300 })
    expect(await server.deliver(parcel)).toMatchObject({ said: 'trouble' })
    expect(there.mails).toEqual([])
    server.close()
  })
  test('a certificate that nobody vouches for is refused elsewhere than on this machine', async () => {
    const there = await sink({ tls: 'offered' })
    expect(await serverAt(`${there.url}?tls.rejectUnauthorized=true`).deliver(parcel)).toMatchObject({ said: 'trouble', words: expect.stringMatching(/certificate/i) as unknown })
    expect(await serverAt(there.url).deliver(parcel)).toMatchObject({ said: 'taken' })
    expect(there.mails).toMatchObject([{ secure: true }])
  })
})

test('a domain in another script travels as the network writes it', async () => {
  const there = await sink()
  await serverAt(there.url).deliver({ ...parcel, to: 'claire@bücher.example' })
  // The sink shows it decoded; it was not asked for an extension that few servers know.
  expect(there.mails).toMatchObject([{ to: ['claire@bücher.example'], utf8: false }])
})

test('hanging up ends what is under way', async () => {
  const there = await sink()
  there.manners.data = () => 'silent'
  const address = mailServerAt(there.url)!
  const server = smtpServer(address, { connectMs: 60_000, silenceMs: 60_000 })
  const delivering = server.deliver(parcel)
  while (there.mails.length === 0) await new Promise(resolve => setTimeout(resolve, 5))
  server.close()
  expect(await delivering).toMatchObject({ said: 'trouble' })
})
