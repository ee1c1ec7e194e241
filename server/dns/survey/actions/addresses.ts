import type { DnsRecord } from '../../record.ts'
import type { Asker } from './asking.ts'

/** Where a name server is: the addresses that its parent gave along, then those that its name leads to. */
export async function addressesOf({ resolve }: Asker, name: string, glue: readonly DnsRecord[] = []): Promise<string[]> {
  const answers = await Promise.all(['A', 'AAAA'].map(type => resolve({ name, type })))
  const found = [...glue.filter(record => record.name === name), ...answers.flatMap(({ answer }) => answer?.answers ?? [])]
  // Whatever else stands there, such as a CNAME before them, is no address.
  return [...new Set(found.filter(({ type, data }) => (type === 'A' || type === 'AAAA') && !data.startsWith('\\#')).map(({ data }) => data))]
}

/** One address of each kind, IPv4 first. */
export function oneOfEach(addresses: readonly string[]): string[] {
  return [addresses.find(one => !isSix(one)), addresses.find(isSix)].filter(one => one !== undefined)
}

const isSix = (address: string) => address.includes(':')

/** Without the IPv6 addresses that no way leads to from here, where another is reached: this machine may have no IPv6, which says nothing of theirs. */
export function reached<T extends { address: string, failure: string | null }>(servers: readonly T[]): T[] {
  const others = servers.filter(({ address, failure }) => failure !== 'unreachable' || !isSix(address))
  return others.length > 0 ? others : [...servers]
}
