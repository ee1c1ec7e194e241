/** A key that signs mail of a domain (RFC 6376). */
export type DkimKey = { domain: string, selector: string, privateKey: string }

/** The key for mail from this address: of its domain, or of the nearest domain above it. */
export function keyFor(address: string, keys: readonly DkimKey[]): DkimKey | undefined {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  return keys.filter(key => domain === key.domain || domain.endsWith(`.${key.domain}`)).sort((one, two) => two.domain.length - one.domain.length)[0]
}
