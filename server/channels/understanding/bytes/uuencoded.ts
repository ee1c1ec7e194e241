const NEWLINE = 0x0a

/** The names under which programs declare it as a transfer encoding; no standard knows it. */
export const isUuencoded = (encoding: string) => /^(x-)?uu(e|encoded?)$/.test(encoding)

/** Decodes what stands between "begin 644 name" and "end": lines that begin with their length, four characters for three bytes. Without a beginning nothing is decoded. */
export function fromUuencoded(encoded: Uint8Array): Uint8Array {
  const raw = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength)
  const begin = /(?:^|\n)begin(?:-base64)? [0-7]{3,4} /.exec(raw.toString('latin1', 0, 10_000))
  if (!begin) return encoded
  const decoded = Buffer.alloc(raw.length)
  let length = 0
  for (let at = lineEnd(raw, begin.index + 1); at < raw.length; at = lineEnd(raw, at)) {
    const size = sixBits(raw[at])
    if (size === 0 || raw.toString('latin1', at, at + 3) === 'end') break
    for (let from = at + 1, left = size; left > 0; from += 4, left -= 3) {
      const [a, b, c, d] = [sixBits(raw[from]), sixBits(raw[from + 1]), sixBits(raw[from + 2]), sixBits(raw[from + 3])]
      const bytes = [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]
      for (const byte of bytes.slice(0, left)) decoded[length++] = byte & 0xff
    }
  }
  return decoded.subarray(0, length)
}

/** Where the line after this place begins. */
function lineEnd(raw: Buffer, from: number): number {
  const newline = raw.indexOf(NEWLINE, from)
  return newline < 0 ? raw.length : newline + 1
}

const sixBits = (byte: number | undefined) => ((byte ?? 0x20) - 0x20) & 0x3f
