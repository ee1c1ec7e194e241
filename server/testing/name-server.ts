import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Server, type Socket as TcpSocket } from 'node:net'

/** A name server whose every byte a test decides. */
export type PlayedNameServer = { port: number, asked: { udp: number, tcp: number }, stop: () => Promise<void> }

/** `udp` answers datagrams; `tcp` is given each query without its length, and writes what it likes. Either may say nothing at all. */
export type Played = { udp?: (query: Buffer, reply: (bytes: Buffer) => void) => void, tcp?: (query: Buffer, socket: TcpSocket) => void }

/** Listens by UDP and TCP on one free port of the loopback. */
export async function playNameServer({ udp, tcp }: Played): Promise<PlayedNameServer> {
  const asked = { udp: 0, tcp: 0 }
  const open = new Set<TcpSocket>()
  const server = createServer(socket => {
    open.add(socket)
    socket.on('error', () => undefined).on('close', () => open.delete(socket)).on('data', (bytes: Buffer) => {
      asked.tcp += 1
      tcp?.(bytes.subarray(2), socket)
    })
  })
  const [port, datagrams] = await bothOn(server)
  datagrams.on('message', (query, from) => {
    asked.udp += 1
    udp?.(query, bytes => datagrams.send(bytes, from.port, from.address))
  })
  return {
    port, asked,
    async stop() {
      datagrams.close()
      for (const socket of open) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

// Somebody else may have the same port for datagrams: another is taken then.
async function bothOn(server: Server, tries = 10): Promise<[port: number, datagrams: Socket]> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const datagrams = createSocket('udp4')
  try {
    datagrams.bind(port, '127.0.0.1')
    await once(datagrams, 'listening')
    return [port, datagrams]
  }
  catch (error) {
    datagrams.close()
    await new Promise(resolve => server.close(resolve))
    if (tries === 0) throw error
    return bothOn(server, tries - 1)
  }
}

/** A message as TCP wants it: its length first. */
export function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(message.length)
  return Buffer.concat([length, message])
}
