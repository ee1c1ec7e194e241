import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { MailServerAddress } from '../platform/mail-servers.ts'

/** How long to wait: for the connection with its greeting and TLS, and between any two words of a server. */
export type Patience = { connectMs: number, silenceMs: number }

// Servers end idle connections after minutes; a few seconds spare the sign-in while mails follow one another.
const IDLE_MS = 5_000
const MAX_PER_CONNECTION = 100

/** One connection, with what it was used for. */
export type Line = { connection: SMTPConnection, sent: number, idle?: NodeJS.Timeout }

/** The connections to one server: opened as they are needed, and kept for a moment while mails follow one another. */
export type Lines = {
  /** One that waits for its next mail. */
  take: () => Line | undefined
  open: () => Promise<Line>
  /** It has taken a mail and may take another. */
  giveBack: (line: Line) => void
  drop: (line: Line) => void
  dropAll: () => void
}

export function linesTo(address: MailServerAddress, patience: Patience): Lines {
  const [free, all] = [new Set<Line>(), new Set<Line>()]
  let closed = false

  function drop(line: Line) {
    clearTimeout(line.idle)
    free.delete(line)
    if (all.delete(line)) line.connection.close()
  }

  return {
    drop,
    dropAll() {
      closed = true
      for (const line of [...all]) drop(line)
    },
    take() {
      const [line] = free
      if (!line) return undefined
      free.delete(line)
      clearTimeout(line.idle)
      return line
    },
    async open() {
      const line: Line = { connection: new SMTPConnection(optionsOf(address, patience)), sent: 0 }
      all.add(line)
      // Also for what goes wrong while nobody waits for an answer.
      line.connection.on('error', () => drop(line)).on('end', () => drop(line))
      try { await ready(line.connection, address) }
      catch (error) { drop(line); throw error }
      return line
    },
    giveBack(line) {
      line.sent += 1
      if (closed || line.sent >= MAX_PER_CONNECTION) return drop(line)
      line.idle = setTimeout(() => { line.connection.quit(); drop(line) }, IDLE_MS).unref()
      free.add(line)
    },
  }
}

function optionsOf({ host, port, secure, demandsTls, options }: MailServerAddress, { connectMs, silenceMs }: Patience): SMTPConnection.Options {
  const tls: Record<string, string | boolean> = {}
  const others: Record<string, string | boolean> = {}
  for (const [name, value] of Object.entries(options)) {
    const said = value === 'true' || (value === 'false' ? false : value)
    if (name.startsWith('tls.')) tls[name.slice('tls.'.length)] = said
    else others[name] = said
  }
  return {
    ...others, host, port, secure, ...demandsTls ? { requireTLS: true } : {},
    // Nobody stands between us and this machine, whose server has often a certificate that it made itself.
    tls: { rejectUnauthorized: !isThisMachine(host), ...tls },
    connectionTimeout: connectMs, greetingTimeout: connectMs, dnsTimeout: connectMs, socketTimeout: silenceMs,
  }
}

const isThisMachine = (host: string) => /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host)

/** Greeted, encrypted as far as it goes, and signed in. */
function ready(connection: SMTPConnection, { credentials }: MailServerAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject).once('end', () => setImmediate(() => reject(new Error('The connection was ended'))))
    connection.connect((error) => {
      if (error) return reject(error)
      if (!credentials) return resolve()
      connection.login({ user: credentials.user, pass: credentials.password }, failure => failure ? reject(failure) : resolve())
    })
  })
}
