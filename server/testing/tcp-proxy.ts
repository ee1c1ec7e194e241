import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { imapResponses } from './imap-responses.ts'

/** What the proxy does to what the server says. */
type Fault =
  | { kind: 'none' }
  /** `bytes` more pass, over all connections; then the connection is cut, once. */
  | { kind: 'cut', bytes: number }
  /** `bytes` more pass; then nothing does, and nothing is closed: a network that died. */
  | { kind: 'stall', bytes: number }
  /** IMAP: answers of FETCH are swallowed, the `OK` at the end passes. */
  | { kind: 'hide-fetches' }
  /** IMAP: literals of more than 100 bytes lose their last `bytes`, consistently with their announced length. */
  | { kind: 'shorten', bytes: number }

export type TcpProxy = {
  port: number
  /** Connections accepted so far. */
  accepted: () => number
  /** Connections open now. */
  open: () => number
  /** Cuts all connections now; new ones are accepted. */
  cut: () => void
  /** While refusing, a new connection is closed at once. */
  refuse: (refusing: boolean) => void
  /** From now on, for connections open and to come, until another fault is chosen. */
  play: (fault: Fault) => void
  stop: () => Promise<void>
}

/** A TCP proxy on the loopback before `target` that misbehaves on demand. */
export async function startTcpProxy(target: { host?: string, port: number }): Promise<TcpProxy> {
  const pairs = new Set<[Socket, Socket]>()
  let accepted = 0
  let refusing = false
  let fault: Fault = { kind: 'none' }

  const server = createServer((near) => {
    accepted += 1
    if (refusing) return void near.destroy()
    const far = connect(target.port, target.host ?? '127.0.0.1')
    const pair: [Socket, Socket] = [near, far]
    pairs.add(pair)
    const end = () => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const socket of pair) socket.on('error', end).on('close', end)
    near.pipe(far)
    const responses = imapResponses()
    far.on('data', (chunk: Buffer) => speak({ chunk, near, end, responses }))
  })

  function speak({ chunk, near, end, responses }: { chunk: Buffer, near: Socket, end: () => void, responses: ReturnType<typeof imapResponses> }) {
    const whole = responses(chunk)
    switch (fault.kind) {
      case 'none': return void near.write(chunk)
      case 'stall':
      case 'cut': return passSome(fault, { chunk, near, end })
      // What was half heard when the fault began has passed already: a fault must begin between two answers.
      case 'hide-fetches': return whole.filter(response => !response.isFetch).forEach(({ bytes }) => near.write(bytes))
      case 'shorten': {
        const { bytes } = fault
        return whole.forEach(response => near.write(response.shortened(bytes)))
      }
    }
  }

  function passSome(counted: Extract<Fault, { bytes: number }>, { chunk, near, end }: { chunk: Buffer, near: Socket, end: () => void }) {
    if (counted.bytes > 0) near.write(chunk.subarray(0, counted.bytes))
    counted.bytes -= chunk.length
    if (counted.bytes > 0 || counted.kind === 'stall') return
    fault = { kind: 'none' }
    near.end(end)
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => pairs.forEach(([near, far]) => { near.destroy(); far.destroy() })
  return {
    port: (server.address() as { port: number }).port,
    accepted: () => accepted,
    open: () => pairs.size,
    cut,
    refuse: (value) => { refusing = value },
    play: (next) => { fault = { ...next } },
    stop: async () => {
      cut()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
