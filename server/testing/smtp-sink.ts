import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import { removeFolder, temporaryFolder } from './children.ts'

/** A mail that a sink has taken, or that was on its way to it when it stopped listening. */
export type Sunk = { from: string, to: string[], raw: string, secure: boolean, user: string | undefined, utf8: boolean, taken: boolean }

/** How a sink behaves at one moment; what is absent goes well. */
export type Manners = {
  /** Answers a recipient with this line, as `[550, '5.1.1 No such user']`; undefined takes it. */
  recipient?: (address: string, session: SMTPServerSession) => Refusal | undefined
  sender?: (address: string) => Refusal | undefined
  /** Answers the whole message. */
  message?: () => Refusal | undefined
  /** What happens to the line while the message comes: cut in its middle, cut when it is whole, nothing said when it is whole. */
  data?: () => 'cut-in-the-middle' | 'cut-after' | 'silent' | undefined
  /** Waits before it takes the message. */
  before?: () => Promise<void>
  /** What happens to the line once the message is taken and the server has said so. */
  after?: () => 'cut' | undefined
}
type Refusal = [code: number, words: string]

export type Sink = { url: string, port: number, mails: Sunk[], manners: Manners, connections: () => number, stop: () => Promise<void> }
type Options = { password?: { user: string, password: string }, tls?: 'none' | 'offered' | 'demanded', size?: number }

const refusal = ([responseCode, words]: Refusal) => Object.assign(new Error(words), { responseCode })

let certificate: { key: string, cert: string } | undefined

/** A certificate that nobody but itself vouches for, made once. */
export function ownCertificate() {
  if (certificate) return certificate
  const folder = temporaryFolder('certificate')
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-keyout', key, '-out', cert])
  certificate = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') }
  removeFolder(folder)
  return certificate
}

/** A real SMTP server on a free port of the loopback that remembers what it is sent, and misbehaves when told to. */
export async function startSink({ password, tls = 'none', size }: Options = {}): Promise<Sink> {
  const mails: Sunk[] = []
  const manners: Manners = {}
  let connected = 0
  const server = new SMTPServer({
    authOptional: password === undefined,
    allowInsecureAuth: tls !== 'demanded',
    disabledCommands: [...password ? [] : ['AUTH' as const], ...tls === 'none' ? ['STARTTLS' as const] : []],
    ...tls === 'none' ? {} : ownCertificate(),
    ...size === undefined ? {} : { size },
    disableReverseLookup: true,
    logger: false,
    onConnect(_session, done) { connected += 1; done() },
    onAuth({ username, password: given }, _session, done) {
      if (username === password?.user && given === password?.password) done(null, { user: username })
      else done(refusal([535, '5.7.8 Authentication failed']))
    },
    onMailFrom({ address }, _session, done) {
      const said = manners.sender?.(address)
      done(said ? refusal(said) : null)
    },
    onRcptTo({ address }, session, done) {
      const said = manners.recipient?.(address, session)
      done(said ? refusal(said) : null)
    },
    onData(stream, session, done) {
      void take({ server, stream, session, manners }).then((mail) => {
        mails.push(mail.sunk)
        if (mail.said) done(refusal(mail.said))
        else if (mail.sunk.taken) done(null, `2.0.0 Ok: queued as ${mails.length.toString(16).toUpperCase()}`)
        if (mail.sunk.taken && manners.after?.() === 'cut') cutOff(server, session)
      }, () => undefined)
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.server.address() as AddressInfo
  const credentials = password ? `${encodeURIComponent(password.user)}:${encodeURIComponent(password.password)}@` : ''
  return {
    url: `smtp://${credentials}127.0.0.1:${port}`, port, mails, manners, connections: () => connected,
    stop: () => new Promise((resolve) => {
      for (const connection of socketsOf(server)) connection._socket.destroy()
      server.close(() => resolve())
    }),
  }
}

type Taking = { server: SMTPServer, stream: Readable, session: SMTPServerSession, manners: Manners }

async function take({ server, stream, session, manners }: Taking): Promise<{ sunk: Sunk, said?: Refusal | undefined }> {
  const sunk: Sunk = {
    from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '', to: session.envelope.rcptTo.map(({ address }) => address),
    raw: '', secure: session.secure, user: session.user, utf8: isUtf8(session), taken: false,
  }
  const accident = manners.data?.()
  const cut = () => cutOff(server, session)
  stream.setEncoding('binary')
  for await (const chunk of stream) {
    sunk.raw += String(chunk)
    if (accident === 'cut-in-the-middle') { cut(); return { sunk } }
  }
  if (accident === 'cut-after') cut()
  if (accident) return { sunk }
  await manners.before?.()
  const said = manners.message?.()
  return { sunk: { ...sunk, taken: !said }, said }
}

const cutOff = (server: SMTPServer, { id }: SMTPServerSession) => [...socketsOf(server)].find(({ session }) => id === session.id)?._socket.destroy()

const isUtf8 = ({ envelope: { mailFrom } }: SMTPServerSession) => mailFrom !== false && Object.hasOwn(mailFrom.args || {}, 'SMTPUTF8')

/** smtp-server keeps its connections where only it looks. */
const socketsOf = (server: SMTPServer) => (server as unknown as { connections: Set<{ _socket: Socket, session: { id: string } }> }).connections

/** A port that takes connections and says nothing, ever; or that says one line and hangs up. */
export async function startMute(line?: string): Promise<{ url: string, port: number, stop: () => Promise<void> }> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    if (line !== undefined) socket.end(`${line}\r\n`)
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`, port,
    stop: () => new Promise((resolve) => {
      for (const socket of sockets) socket.destroy()
      server.close(() => resolve())
    }),
  }
}
