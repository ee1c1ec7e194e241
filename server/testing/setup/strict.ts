import { Socket } from 'node:net'
import { afterAll, afterEach, expect, vi } from 'vitest'

// No test talks to another machine: names that resolve there fail the same way as addresses.
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/
// What Node 26 still calls experimental and we use knowingly.
const EXPECTED = /SQLite is an experimental feature|Type Stripping is an experimental feature|type stripping/i

type Target = { host?: unknown, path?: unknown }

function refuseOutside(target: Target | undefined) {
  const host = target?.host
  if (target?.path !== undefined || host === undefined || LOOPBACK.test(String(host))) return
  throw new Error(`A test tried to reach ${String(host)}: tests stay on this machine.`)
}

const connect = Socket.prototype.connect
Socket.prototype.connect = function (this: Socket, ...given: unknown[]) {
  const [first, second] = given
  // Node itself passes the normalised arguments as one array.
  const options = Array.isArray(first) ? first[0] as Target : first
  if (typeof options === 'object' && options !== null) refuseOutside(options)
  else if (typeof second === 'string') refuseOutside({ host: second })
  return Reflect.apply(connect, this, given) as Socket
}

const warnings: Error[] = []
const hear = (warning: Error) => {
  if (!EXPECTED.test(warning.message)) warnings.push(warning)
}
process.on('warning', hear)

function failOnWarnings() {
  const said = warnings.splice(0).map(warning => `${warning.name}: ${warning.message}\n${warning.stack ?? ''}`)
  expect(said, 'Node warned during the tests').toEqual([])
}

afterEach(failOnWarnings)
// Files that share a process each begin anew.
afterAll(() => {
  process.off('warning', hear)
  Socket.prototype.connect = connect
  vi.unstubAllGlobals()
  vi.useRealTimers()
  failOnWarnings()
})
