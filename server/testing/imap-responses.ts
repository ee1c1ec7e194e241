const LITERAL = /\{(\d+)\}$/

export type ImapResponse = {
  bytes: Buffer
  isFetch: boolean
  /** The same with every literal of more than 100 bytes cut by `count` bytes, and announced so. */
  shortened: (count: number) => Buffer
}

/** Cuts a server's stream into whole IMAP responses (RFC 9051 §7): a line, with its literals. What is not whole yet waits for more. */
export function imapResponses(): (chunk: Buffer) => ImapResponse[] {
  let rest: Buffer = Buffer.alloc(0)
  return (chunk) => {
    rest = Buffer.concat([rest, chunk])
    const responses: ImapResponse[] = []
    for (let parts = partsOf(rest); parts; parts = partsOf(rest)) {
      const bytes = Buffer.concat(parts)
      rest = rest.subarray(bytes.length)
      responses.push(response(bytes, parts))
    }
    return responses
  }
}

// Line and literal by turns; the last part is a line.
function partsOf(bytes: Buffer): Buffer[] | undefined {
  const parts: Buffer[] = []
  for (let at = 0; ;) {
    const end = bytes.indexOf('\r\n', at)
    if (end < 0) return undefined
    parts.push(bytes.subarray(at, end + 2))
    const length = LITERAL.exec(bytes.toString('latin1', Math.max(at, end - 20), end))?.[1]
    if (length === undefined) return parts
    at = end + 2 + Number(length)
    if (at > bytes.length) return undefined
    parts.push(bytes.subarray(end + 2, at))
  }
}

function response(bytes: Buffer, parts: Buffer[]): ImapResponse {
  return {
    bytes,
    isFetch: /^\* \d+ FETCH /i.test(bytes.toString('latin1', 0, 40)),
    shortened: count => Buffer.concat(parts.map((part, index) => {
      const isLiteral = index % 2 === 1
      if (isLiteral) return part.length > 100 ? part.subarray(0, part.length - count) : part
      const next = parts[index + 1]
      if (!next || next.length <= 100) return part
      return Buffer.from(part.toString('latin1').replace(/\{\d+\}\r\n$/, `{${next.length - count}}\r\n`), 'latin1')
    })),
  }
}
