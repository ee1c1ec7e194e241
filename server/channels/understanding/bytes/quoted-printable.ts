const EQUALS = 0x3d
const NEWLINE = 0x0a
const RETURN = 0x0d

/** Decodes RFC 2045 §6.7 in one pass. What is no code stands as it is: senders forget to encode "=". */
export function fromQuotedPrintable(encoded: Uint8Array): Uint8Array {
  const decoded = Buffer.allocUnsafe(encoded.length)
  let length = 0
  for (let at = 0; at < encoded.length; at++) {
    const byte = encoded[at] ?? 0
    if (byte !== EQUALS) {
      decoded[length++] = byte
      continue
    }
    const softBreak = softBreakAfter(encoded, at)
    const code = hex(encoded[at + 1]) * 16 + hex(encoded[at + 2])
    if (softBreak > 0) at += softBreak
    else if (Number.isNaN(code)) decoded[length++] = byte
    else {
      decoded[length++] = code
      at += 2
    }
  }
  return decoded.subarray(0, length)
}

/** How many bytes after "=" belong to a soft line break; blanks may have been added on the way. */
function softBreakAfter(encoded: Uint8Array, equals: number): number {
  let at = equals + 1
  while (encoded[at] === 0x20 || encoded[at] === 0x09) at++
  if (encoded[at] === RETURN) at++
  return at >= encoded.length || encoded[at] === NEWLINE ? at - equals : 0
}

function hex(byte: number | undefined): number {
  if (byte === undefined) return Number.NaN
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte & ~0x20
  return letter >= 0x41 && letter <= 0x46 ? letter - 0x37 : Number.NaN
}
