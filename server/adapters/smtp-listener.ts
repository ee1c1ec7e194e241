import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { Envelope } from '../channels/mail/intake.ts'
import type { ListenSmtp } from '../channels/smtp/ports.ts'
import { limited } from '../platform/limited.ts'

// Remembered with the message; RFC 5321 §4.5.3.1.8 asks a server to take at least as many.
const MAX_RECIPIENTS = 100

/** RFC 5321 §4.2.2 and RFC 3463: what the sending server understands of a refusal. */
class SmtpRefusal extends Error {
  readonly responseCode: number

  constructor(responseCode: number, message: string) {
    super(message)
    this.responseCode = responseCode
  }
}

const tooLarge = (maxBytes: number) => () => new SmtpRefusal(552, `5.3.4 The message is larger than ${maxBytes} bytes`)

const again = new SmtpRefusal(451, '4.3.0 The message could not be kept just now; please try again later')

const envelopeOf = ({ envelope, remoteAddress }: SMTPServerSession): Envelope => ({
  // An empty sender (a bounce) is '', which is not the same as none.
  from: envelope.mailFrom ? envelope.mailFrom.address : '',
  to: envelope.rcptTo.slice(0, MAX_RECIPIENTS).map(({ address }) => address),
  remote: remoteAddress,
})

/** Takes mail from any client or server that reaches the port, without sign-in: it is meant for the loopback, or behind a mail server of one's own. */
export const listenSmtp: ListenSmtp = async (listen, { maxBytes, take }) => {
  const server = new SMTPServer({
    name: 'permanence',
    banner: 'Permanence',
    size: maxBytes,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    socketTimeout: 60_000,
    maxClients: 50,
    logger: false,
    onData(stream: SMTPServerDataStream, session, done) {
      take(limited(stream, maxBytes, tooLarge(maxBytes)), envelopeOf(session)).then(
        () => done(null, '2.0.0 Kept'),
        (error: unknown) => { stream.resume(); done(error instanceof SmtpRefusal ? error : again) },
      )
    },
  })
  server.on('error', () => undefined)

  const at = listen.lastIndexOf(':')
  const [host, port] = [listen.slice(0, at).replace(/^\[|\]$/g, ''), Number(listen.slice(at + 1))]
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const bound = server.server.address() as AddressInfo
  return { address: bound.address, port: bound.port, stop: () => new Promise(resolve => { server.close(resolve) }) }
}
