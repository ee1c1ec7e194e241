/** A list or a forum as far as its addresses tell. */
export type PublicPlace = { kind: 'list' | 'forum', name: string, address: string | null, listId: string | null }

/** A reply key of Discourse: whatever is sent there stands in a topic, under the name of the user it belongs to. */
const REPLY_KEY = /\+[0-9a-f]{32}@/

/** The list or forum that everybody who reads it would get this mail by; undefined for an address of somebody's own. */
export function placeAt(address: string, places: readonly PublicPlace[]): PublicPlace | undefined {
  const asked = address.toLowerCase()
  return places.find(place => isOf(place, asked))
}

const isOf = ({ kind, address, listId }: PublicPlace, asked: string) =>
  address?.toLowerCase() === asked || (kind === 'list' ? listId?.toLowerCase().replace('.', '@') === asked : REPLY_KEY.test(asked))
