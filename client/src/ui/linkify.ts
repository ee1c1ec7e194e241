export type Piece = {
  text: string
  href: string | null
  /** Where the link really goes, when the text shows something else: a name before an @, letters that imitate others, a number. */
  goesTo: string | null
}

// A sentence ends after its link: what closes or punctuates it is not part of the address. What cannot be seen ends it too.
const LINK = /https?:\/\/[^\s<>"«»\p{Cf}\p{Cc}]+[^\s<>"«».,;:!?)\]}'’\p{Cf}\p{Cc}]/giu

/** A text cut into what can be followed and what cannot. Only web addresses become links, and they are shown whole. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const { 0: address, index } of text.matchAll(LINK)) {
    const url = URL.parse(address)
    if (!url) continue
    if (index > end) pieces.push(plain(text.slice(end, index)))
    pieces.push({ text: address, href: address, goesTo: isPlainly(address, url) ? null : url.host })
    end = index + address.length
  }
  if (end < text.length) pieces.push(plain(text.slice(end)))
  return pieces
}

const plain = (text: string): Piece => ({ text, href: null, goesTo: null })

/** Whether an address begins with the host it goes to, as everybody reads it. */
function isPlainly(address: string, { protocol, hostname }: URL): boolean {
  const start = `${protocol}//${hostname}`
  return !hostname.includes('xn--') && address.toLowerCase().startsWith(start) && /^([:/?#]|$)/.test(address.slice(start.length))
}
