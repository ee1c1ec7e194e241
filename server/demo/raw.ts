/** The bytes of a message written as text: lines end as RFC 5322 wants, and 8-bit text is in the character set its header names. */
export function bytesOf(message: string): Uint8Array {
  const latin1 = /^content-type: [^\n]*charset="?iso-8859-1"?/im.test(message)
  return Buffer.from(message.replace(/\r?\n/g, '\r\n'), latin1 ? 'latin1' : 'utf8')
}

/** The Message-ID as the message gives it. */
export function messageIdOf(message: Uint8Array): string {
  const [, id] = /^message-id: *(<[^\r\n]+>)/im.exec(Buffer.from(message).toString('latin1')) ?? []
  if (id === undefined) throw new Error('A message of the demonstration has no Message-ID')
  return id
}
