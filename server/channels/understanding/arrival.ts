import { readDate } from './dates.ts'
import { all, type Headers } from './bytes/headers.ts'
import type { Arrival } from './message.ts'

const MOST_LINES = 10
const LINE_LENGTH = 1000

/** Reads the Received headers (RFC 5321 §4.4) from the top down: there stand our own servers', which nobody can forge. */
export function arrivalOf(headers: Headers): Arrival {
  const lines = all(headers, 'received').slice(0, MOST_LINES).map(line => line.slice(0, LINE_LENGTH))
  const [last] = lines
  const at = last === undefined || !last.includes(';') ? null : readDate(last.slice(last.lastIndexOf(';') + 1))
  return { at, host: lines.map(hostIn).find(host => host !== null) ?? null }
}

const ADDRESS = '(?:ipv6:)?((?:\\d{1,3}\\.){3}\\d{1,3}|[\\da-f]{0,4}:[\\da-f:.]{2,45})'
const BRACKETED = new RegExp(`(?<!helo=)\\[${ADDRESS}\\]`, 'i')
const BARE = new RegExp(`\\(${ADDRESS}\\)`, 'i')

/** "from NAME (rdns [192.0.2.1]) by": what stands in the round brackets the server has seen itself; the name before them is what it was told. */
function hostIn(line: string): string | null {
  const from = /^\s*from\s(.*?)\sby\s/is.exec(`${line} by `)?.[1]
  if (from === undefined) return null
  const inside = [...from.matchAll(/\([^()]*\)/g)].map(([text]) => text).join(' ')
  const address = (BRACKETED.exec(inside) ?? BARE.exec(inside) ?? BRACKETED.exec(from))?.[1]?.toLowerCase()
  return address === undefined ? null : publicHost(address)
}

// RFC 6890: this host, private networks, links, documentation, many at once.
const NOT_PUBLIC = /^(0|10|127|2(2[4-9]|[3-5]\d))\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^192\.168\.|^192\.0\.[02]\.|^198\.(1[89]|51\.100)\.|^203\.0\.113\.|^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./
const NOT_PUBLIC_6 = /^(::|0{1,4}:|f[cdef]|2001:0?db8:)/

/** The address of a host of the internet, or null for any other. Of an IPv6 address the network: whoever has one has all of them. */
export function publicHost(address: string): string | null {
  const plain = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '')
  if (!plain.includes(':')) return NOT_PUBLIC.test(plain) || !/^(\d{1,3}\.){3}\d{1,3}$/.test(plain) ? null : plain
  return NOT_PUBLIC_6.test(plain) ? null : networkOf(plain)
}

const GROUPS = 8

/** The first 64 bits. */
function networkOf(address: string): string {
  const [before = '', after = ''] = address.split('::', 2)
  const [head, tail] = [before.split(':').filter(Boolean), after.split(':').filter(Boolean)]
  const zeros = Array.from({ length: Math.max(0, GROUPS - head.length - tail.length) }, () => '0')
  return [...head, ...zeros, ...tail].slice(0, GROUPS / 2).map(group => group.replace(/^0+(?=.)/, '')).join(':')
}
