import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/**
 * Passes on what is sent to an address of the loopback to the server at 127.0.0.1, from that same address: so one server
 * that listens nowhere else can be several, and know by whom it is asked which of them it is.
 */
export async function relayDns(address: string, port: number): Promise<{ stop: () => Promise<void> }> {
  const datagrams = createSocket('udp4')
  datagrams.on('message', (query, from) => {
    const onward = createSocket('udp4')
    const close = () => {
      clearTimeout(patience)
      onward.removeAllListeners().on('error', () => undefined).close()
    }
    const patience = setTimeout(close, 5_000)
    onward.on('error', close).on('message', answer => {
      datagrams.send(answer, from.port, from.address)
      close()
    })
    onward.bind(0, address, () => onward.send(query, port, '127.0.0.1'))
  })
  datagrams.bind(port, address)

  const open = new Set<Socket>()
  const connections = createServer(socket => {
    const onward = connect({ port, host: '127.0.0.1', localAddress: address })
    for (const [one, other] of [[socket, onward], [onward, socket]] as const) {
      open.add(one)
      one.on('error', () => other.destroy()).on('close', () => open.delete(one)).pipe(other)
    }
  }).listen(port, address)
  await Promise.all([once(datagrams, 'listening'), once(connections, 'listening')])
  return {
    async stop() {
      datagrams.close()
      for (const socket of open) socket.destroy()
      await new Promise(resolve => connections.close(resolve))
    },
  }
}
