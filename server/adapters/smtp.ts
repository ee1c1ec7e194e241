import type { Readable } from 'node:stream'
import { domainToASCII } from 'node:url'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { MailServer, Parcel, ServerAnswer } from '../channels/sending/ports.ts'
import type { MailServerAddress } from '../platform/mail-servers.ts'
import { answerOf, wordsOf } from './smtp-answers.ts'
import { linesTo, type Line, type Lines, type Patience } from './smtp-lines.ts'

const PATIENCE: Patience = { connectMs: 10_000, silenceMs: 60_000 }

/** A server that takes our mail by SMTP. */
export function smtpServer(address: MailServerAddress, patience = PATIENCE): MailServer {
  const lines = linesTo(address, patience)
  return {
    name: `${address.host}:${address.port}`,
    async deliver(parcel) {
      const watched = watch(parcel)
      const kept = lines.take()
      const answer = await said(async () => handOver(lines, kept ?? await lines.open(), watched))
      // A connection that the server had ended meanwhile: nothing of the mail was said yet, and a new one may do.
      const again = kept !== undefined && answer.said === 'trouble' && !watched.wasRead()
      return again ? said(async () => handOver(lines, await lines.open(), parcel)) : answer
    },
    close: lines.dropAll,
  }
}

const said = (act: () => Promise<string>): Promise<ServerAnswer> => act().then(words => ({ said: 'taken', words } as const), answerOf)

/** One mail on this connection. A refusal ends the connection as well: what is left of the transaction goes with it. */
async function handOver(lines: Lines, line: Line, parcel: Parcel): Promise<string> {
  try {
    const words = await send(line.connection, parcel)
    lines.giveBack(line)
    return words
  }
  catch (error) {
    if ((error as { responseCode?: unknown }).responseCode !== undefined) line.connection.quit()
    lines.drop(line)
    throw error
  }
}

/** The parcel, and whether its bytes have begun to leave. */
function watch(parcel: Parcel): Parcel & { wasRead: () => boolean } {
  let stream: Readable | undefined
  return { ...parcel, open: () => (stream = parcel.open()), wasRead: () => stream?.readableDidRead ?? false }
}

function send(connection: SMTPConnection, { from, to, size, open }: Parcel): Promise<string> {
  return new Promise((resolve, reject) => {
    const bytes = open()
    // Ending a connection does not answer whoever waits for it; whatever ended it is told first.
    const ended = () => setImmediate(() => reject(new Error('The connection was ended')))
    connection.once('error', reject).once('end', ended)
    connection.send({ from: envelopeAddress(from), to: [envelopeAddress(to)], size }, bytes, (error, info) => {
      connection.off('error', reject).off('end', ended)
      if (!error) return resolve(wordsOf(info.response))
      bytes.destroy()
      reject(error)
    })
  })
}

/** The domain as the network writes it (RFC 5891); what stands before the @ is the server's own affair. */
function envelopeAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}@${domainToASCII(address.slice(at + 1)) || address.slice(at + 1)}`
}
