/** The labels of a canonical name, the last first: `['fr', 'exemple', 'www']`. A dot behind a backslash belongs to its label. */
const labelsOf = (name: string): string[] => (name.match(/(?:\\.|[^\\.])+/gsu) ?? []).reverse()

/** Whether a canonical name is the zone's own or below it. */
export function isWithin(name: string, zone: string): boolean {
  const labels = labelsOf(name)
  return labelsOf(zone).every((label, i) => labels[i] === label)
}

/** The name above: `fr.` above `exemple.fr.`, the root above `fr.`. */
export const above = (name: string): string => `${labelsOf(name).slice(0, -1).reverse().join('.')}.`

/** A domain as people write it as a canonical name: in lower case, with its last dot. */
export const absolute = (domain: string): string => `${domain.trim().toLowerCase().replace(/\.$/u, '')}.`

/** The names of which a record's data speaks: name servers, mail servers, targets. */
export function namedIn({ type, data }: { type: string, data: string }): string[] {
  const at = NAMED_AT[type]
  const name = at === undefined ? undefined : data.split(' ')[at]
  // Data that cannot be read is written as bytes, and names nobody; the root is nobody either.
  return name?.endsWith('.') && name !== '.' ? [name] : []
}

const NAMED_AT: Readonly<Record<string, number>> = { NS: 0, CNAME: 0, DNAME: 0, MX: 1, SRV: 3 }
