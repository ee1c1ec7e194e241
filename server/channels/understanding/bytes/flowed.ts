/** Joins the lines of a format=flowed text (RFC 3676): a line ending with a blank goes on in the next one of the same quote depth. */
export function unflowed(text: string, deleteSpace: boolean): string {
  if (!text.includes(' \n')) return text
  const joined: Line[] = []
  for (const written of text.split('\n')) {
    const next = lineOf(written)
    const last = joined.at(-1)
    if (last && flowsInto(last, next)) last.pieces.push(next.text)
    else joined.push({ ...next, pieces: [next.text] })
  }
  return joined.map(line => written(line, deleteSpace)).join('\n')
}

type Piece = { depth: number, text: string }

/** A line in pieces: grown as one string, a long one would be copied with each of them. */
type Line = { depth: number, pieces: string[] }

function lineOf(written: string): Piece {
  const depth = /^>*/.exec(written)?.[0].length ?? 0
  return { depth, text: written.slice(depth).replace(/^ /, '') }
}

// "-- " announces a signature and never flows (§4.3).
const flowsInto = ({ depth, pieces }: Line, next: Piece) => depth === next.depth && (pieces.at(-1) ?? '').endsWith(' ') && next.text !== '-- ' && !(pieces.length === 1 && pieces[0] === '-- ')

function written({ depth, pieces }: Line, deleteSpace: boolean): string {
  const text = (deleteSpace ? pieces.map((piece, at) => at < pieces.length - 1 ? piece.slice(0, -1) : piece) : pieces).join('')
  return depth > 0 ? `${'>'.repeat(depth)} ${text}` : text
}
