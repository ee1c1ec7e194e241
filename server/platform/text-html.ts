const LINK = /(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}»])/
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' }

const escaped = (text: string) => text.replace(/[&<>"']/g, character => ENTITIES[character] ?? '')
const anchored = (url: string) => `<a href="${escaped(url)}">${escaped(url)}</a>`

/** Plain text as HTML: its line ends kept (Outlook knows no white-space), its web addresses made links. */
export function textAsHtml(text: string): string {
  const pieces = text.split(LINK).map((piece, index) => index % 2 === 1 ? anchored(piece) : escaped(piece))
  return pieces.join('').replace(/\r?\n/g, '<br>\n')
}
