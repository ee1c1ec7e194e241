import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type { ImapFlow } from 'imapflow'
import type { Spooled } from '../transfer/mail-copy/ports.ts'

type Attribute = { type: string, value: string } | Attribute[]
type Tagged = { response: { attributes?: { section?: { value?: unknown }[] }[] }, next: () => void }

/** What ImapFlow does its own commands by, and does not show: a command with its answer, and the socket below. */
type Inner = {
  exec: (command: string, attributes: Attribute[], options: { onPlusTag: () => Promise<void> }) => Promise<Tagged>
  writeSocket: Writable & { destroyed: boolean }
}

type Large = { path: string, flags: readonly string[], date: Date | undefined, body: Spooled }

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/**
 * Appends a message that is too large for memory: ImapFlow's own `append` wants it in one piece. The length is announced, the server
 * says that it is ready, and the text follows from its file as fast as the server takes it.
 */
export async function appendSpooled(client: ImapFlow, { path, flags, date, body }: Large): Promise<{ uid?: number }> {
  const inner = client as unknown as Inner
  const attributes: Attribute[] = [
    { type: 'ATOM', value: wireName(client, path) },
    flags.map(flag => ({ type: 'ATOM', value: flag })),
    ...date ? [{ type: 'STRING', value: internalDate(date) }] : [],
    { type: 'TEXT', value: announced(body, client) },
  ]
  const { response, next } = await inner.exec('APPEND', attributes, { onPlusTag: () => pour(body, inner.writeSocket) })
  next()
  return numberIn(response)
}

/** How long it is; by `~` where it holds what only a server with BINARY takes. */
const announced = ({ size, hasNul }: Spooled, { capabilities }: ImapFlow) => `${hasNul && capabilities.has('BINARY') ? '~' : ''}{${size}}`

function numberIn({ attributes }: Tagged['response']): { uid?: number } {
  const [code, , uid] = attributes?.[0]?.section ?? []
  const isNumber = String(code?.value).toUpperCase() === 'APPENDUID' && /^\d{1,10}$/.test(String(uid?.value))
  return isNumber ? { uid: Number(uid?.value) } : {}
}

/** Writes it to its end. Whoever hung up takes no more: the command fails by itself then. */
async function pour(body: Spooled, socket: Inner['writeSocket']) {
  const gone = new AbortController()
  const hear = () => gone.abort()
  socket.once('close', hear)
  try {
    for await (const chunk of body.open()) {
      if (!socket.write(chunk)) await once(socket, 'drain', { signal: gone.signal })
    }
    socket.write('\r\n')
  }
  finally {
    socket.off('close', hear)
  }
}

const two = (value: number) => String(value).padStart(2, '0')

/** As IMAP writes it: ` 5-Mar-2026 08:00:00 +0000`. */
const internalDate = (date: Date): string =>
  `${String(date.getUTCDate()).padStart(2, ' ')}-${MONTHS[date.getUTCMonth()] ?? 'Jan'}-${date.getUTCFullYear()} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`

/** The name of a folder as it goes over the line: UTF-8 where the server has agreed to it, else modified UTF-7 (RFC 3501, 5.1.3). */
function wireName(client: ImapFlow, path: string): string {
  if (client.enabled.has('UTF8=ACCEPT') || client.enabled.has('IMAP4REV2')) return path
  return path.replaceAll('&', '&-').replaceAll(/[^\x20-\x7E]+/g, run => `&${Buffer.from(run, 'utf16le').swap16().toString('base64').replace(/=+$/, '').replaceAll('/', ',')}-`)
}
