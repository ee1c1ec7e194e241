import { PassThrough, type Readable } from 'node:stream'

/** The stream until `maxBytes`, where it fails with `tooLarge`. The rest is read and thrown away: whoever sends it hears the refusal only when everything is said. */
export function limited(stream: Readable, maxBytes: number, tooLarge: () => Error): Readable {
  const kept = new PassThrough()
  let bytes = 0
  stream.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= maxBytes) return
    stream.unpipe(kept)
    kept.destroy(tooLarge())
    stream.resume()
  })
  stream.on('error', error => kept.destroy(error))
  // A sender who goes away in the middle has not sent a shorter file.
  stream.on('close', () => { if (!stream.readableEnded) kept.destroy(new Error('The sender went away')) })
  return stream.pipe(kept)
}
