/** Joins the lines of a format=flowed text (RFC 3676): a line ending with a blank goes on in the next one of the same quote depth. */
export function unflowed(text: string, deleteSpace: boolean): string {
  if (!text.includes(' \n')) return text
  const joined: Line[] = []
  for (const written of text.split('\n')) {
    const next = lineOf(written)
    const last = joined.at(-1)
    if (last && flowsInto(last, next)) last.text = (deleteSpace ? last.text.slice(0, -1) : last.text) + next.text
    else joined.push(next)
  }
  return joined.map(({ depth, text: line }) => depth > 0 ? `${'>'.repeat(depth)} ${line}` : line).join('\n')
}

type Line = { depth: number, text: string }

function lineOf(written: string): Line {
  const depth = /^>*/.exec(written)?.[0].length ?? 0
  return { depth, text: written.slice(depth).replace(/^ /, '') }
}

// "-- " announces a signature and never flows (§4.3).
const flowsInto = (line: Line, next: Line) => line.text.endsWith(' ') && line.text !== '-- ' && next.text !== '-- ' && line.depth === next.depth
