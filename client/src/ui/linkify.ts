export type Piece = { text: string, href: string | null }

// A sentence ends after its link: what closes or punctuates it is not part of the address.
const LINK = /https?:\/\/[^\s<>"«»]+[^\s<>"«».,;:!?)\]}'’]/giu

/** A text cut into what can be followed and what cannot. Only web addresses become links, and they are shown whole. */
export function linkify(text: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of text.matchAll(LINK)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), href: null })
    pieces.push({ text: match[0], href: match[0] })
    end = match.index + match[0].length
  }
  if (end < text.length) pieces.push({ text: text.slice(end), href: null })
  return pieces
}
