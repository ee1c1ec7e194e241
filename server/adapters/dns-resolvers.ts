import { getServers } from 'node:dns'
import { isIP } from 'node:net'
import type { DnsServer } from '../dns/answer.ts'

/** Resolvers for everybody that judge signatures: Cloudflare, Quad9, Google. */
const FOR_EVERYBODY = ['1.1.1.1', '9.9.9.9', '8.8.8.8']
const MOST = 8

/** The resolvers whose answers are compared: those of the settings, or three for everybody and this machine's own. */
export function resolversOf(chosen: readonly string[] = [], own: readonly string[] = getServers()): DnsServer[] {
  const written = chosen.length > 0 ? chosen : [...FOR_EVERYBODY, ...own]
  const resolvers = written.map(resolverOf).filter(one => one !== undefined)
  return resolvers.filter(({ address }, i) => resolvers.findIndex(one => one.address === address) === i).slice(0, MOST)
}

/** `192.0.2.1`, `192.0.2.1:5353`, `2001:db8::1`, `[2001:db8::1]:5353`. */
function resolverOf(written: string): DnsServer | undefined {
  const { bracketed, plain, port } = /^(?:\[(?<bracketed>[^\]]+)\]|(?<plain>[\d.]+))(?::(?<port>\d{1,5}))?$/u.exec(written)?.groups ?? {}
  const address = bracketed ?? plain ?? written
  return isIP(address) > 0 ? { address, ...port === undefined ? {} : { port: Number(port) } } : undefined
}
