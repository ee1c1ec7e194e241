import { lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

// What is not given out to the world: IANA's special-purpose registries (RFC 6890 and what was added since).
const NOT_PUBLIC: readonly (readonly [address: string, bits: number])[] = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24],
  ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
]
// Of 2000::/3, what leads elsewhere or nowhere: Teredo and its neighbours, documentation, 6to4.
const NOT_PUBLIC_6: readonly (readonly [address: string, bits: number])[] = [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]]

const refused = new BlockList()
for (const [address, bits] of NOT_PUBLIC) refused.addSubnet(address, bits, 'ipv4')
for (const [address, bits] of NOT_PUBLIC_6) refused.addSubnet(address, bits, 'ipv6')
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')

/** Whether an IP address belongs to the public networks: nothing of ours can be reached by it. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !refused.check(address, 'ipv4')
  return family === 6 && global6.check(address, 'ipv6') && !refused.check(address, 'ipv6')
}

/** Somebody asked for an address of ours, or of nobody. */
export class NotPublic extends Error {}

/** Looks a host up and answers public addresses alone: the very ones that are connected to then, so that no second answer can differ. `isAllowed`: for tests. */
export const publicLookup = (isAllowed: (address: string) => boolean = isPublicAddress): LookupFunction => (host, options, callback) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, '', 4)
    const [first] = found
    if (!first || !found.every(({ address }) => isAllowed(address))) return callback(new NotPublic(`${host} leads to no public address`), '', 4)
    if (options.all) callback(null, found)
    else callback(null, first.address, first.family)
  })
}
