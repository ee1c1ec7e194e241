import { createSocket } from 'node:dgram'
import { connect, isIP } from 'node:net'
import { NoAnswer, type Why } from '../dns/no-answer.ts'

export type Where = { address: string, port: number }

// Whoever sends more than this beside the answer is guessing at it.
const MOST_STRAYS = 20
const NO_WAY = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'ENETDOWN', 'EAFNOSUPPORT', 'EINVAL', 'EACCES', 'EPERM'])

/** Sends one datagram from a port that nobody can know before, and waits for the one that answers it. What else comes is passed over. */
export function askByUdp(query: Buffer, { address, port }: Where, { isAnswer, signal }: { isAnswer: (bytes: Buffer) => boolean, signal: AbortSignal }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4')
    let strays = 0
    const end = (settle: () => void) => {
      signal.removeEventListener('abort', stopped)
      socket.removeAllListeners().on('error', () => undefined).close()
      settle()
    }
    const failed = (error: unknown) => end(() => reject(noAnswer(address, error)))
    const stopped = () => end(() => reject(strays > 0 ? new NoAnswer(address, 'unreadable') : noAnswer(address, signal.reason)))
    if (signal.aborted) return stopped()
    signal.addEventListener('abort', stopped, { once: true })
    socket.on('error', failed)
    socket.on('message', bytes => {
      if (isAnswer(bytes)) return end(() => resolve(bytes))
      strays += 1
      if (strays > MOST_STRAYS) end(() => reject(new NoAnswer(address, 'unreadable')))
    })
    // Once connected, the system itself drops what comes from anywhere else, and tells that nobody listens there.
    socket.on('connect', () => socket.send(query))
    socket.connect(port, address)
  })
}

/** Sends a query by TCP and hands over one message after the other, until whoever reads has enough or the server hangs up. */
export async function* askByTcp(query: Buffer, { address, port }: Where, signal: AbortSignal): AsyncGenerator<Buffer> {
  const socket = connect({ host: address, port, signal })
  const length = Buffer.alloc(2)
  length.writeUInt16BE(query.length)
  try {
    socket.write(Buffer.concat([length, query]))
    yield* messagesIn(socket)
  }
  catch (error) {
    throw noAnswer(address, signal.aborted ? signal.reason : error)
  }
  finally {
    socket.destroy()
  }
}

// Each message says its length first (RFC 1035 §4.2.2). Pieces are put together once: a server may send them byte by byte.
async function* messagesIn(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let [pieces, held]: [Buffer[], number] = [[], 0]
  let wanted: number | null = null
  for await (const chunk of chunks) {
    pieces.push(chunk)
    held += chunk.length
    while (held >= (wanted === null ? 2 : wanted)) {
      const all: Buffer = Buffer.concat(pieces)
      const [taken, rest]: [Buffer, Buffer] = [all.subarray(0, wanted ?? 2), all.subarray(wanted ?? 2)]
      ;[pieces, held] = [[rest], rest.length]
      if (wanted !== null) yield taken
      wanted = wanted === null ? taken.readUInt16BE(0) : null
    }
  }
}

/** A failure of the network as what it means for whoever asked. */
export function noAnswer(address: string, error: unknown): NoAnswer {
  if (error instanceof NoAnswer) return error
  const { code, name } = error as { code?: unknown, name?: unknown }
  const why: Why = NO_WAY.has(String(code)) ? 'unreachable' : name === 'AbortError' ? 'unasked' : 'silent'
  return new NoAnswer(address, why, code === 'ECONNREFUSED' ? 'nobody listens there' : '')
}
