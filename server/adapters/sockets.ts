import type { IncomingMessage } from 'node:http'
import { Server, type Socket } from 'socket.io'
import type { Admit, Knock, OpenPush } from '../notify/ports.ts'

const CHECK_MS = 30_000

const knockOf = ({ headers }: IncomingMessage): Knock => ({ cookie: headers.cookie, origin: headers.origin, host: headers.host })

/** Socket.IO beside the web server. Nothing is ever received from a browser; what is told carries ids only. */
export const socketsOn: OpenPush = (server, admit) => {
  // Who is refused may knock again, but not stay: a connection that joins nothing is closed.
  const io = new Server(server, { serveClient: false, maxHttpBufferSize: 10_000, connectTimeout: 10_000 })
  io.use((socket, next) => {
    admit(knockOf(socket.request)).then(
      isWelcome => isWelcome ? next() : next(new Error('unauthenticated')),
      () => next(new Error('unexpected')),
    )
  })
  io.on('connection', (socket) => { void socket.join('agents') })
  const checking = setInterval(() => { for (const socket of io.sockets.sockets.values()) void check(socket, admit) }, CHECK_MS)
  checking.unref()

  return {
    tell: (room, changes) => { io.to(room).emit('changes', changes) },
    connected: () => io.sockets.sockets.size,
    // Not io.close(): it would also close the web server, which is not ours.
    close() {
      clearInterval(checking)
      io.local.disconnectSockets(true)
      io.engine.close()
      return Promise.resolve()
    },
  }
}

// A database that does not answer says nothing about the session: the next check will.
async function check(socket: Socket, admit: Admit) {
  const isWelcome = await admit(knockOf(socket.request)).catch(() => true)
  if (!isWelcome) socket.disconnect(true)
}
