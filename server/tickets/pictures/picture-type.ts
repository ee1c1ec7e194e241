/** Pictures that browsers show and that can run nothing. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'

const NAMED = new Map<string, PictureType>([
  ['image/png', 'image/png'], ['image/x-png', 'image/png'], ['image/jpeg', 'image/jpeg'], ['image/jpg', 'image/jpeg'], ['image/pjpeg', 'image/jpeg'], ['image/gif', 'image/gif'], ['image/webp', 'image/webp'],
])

/** The type a header names, when it is that of a harmless picture. */
export function namedPictureType(contentType: string): PictureType | null {
  return NAMED.get((contentType.split(';')[0] ?? '').trim().toLowerCase()) ?? null
}

/** The type the first bytes tell, whatever was said of them; null for everything that is not a harmless picture, SVG included. */
export function pictureTypeOf(bytes: Uint8Array): PictureType | null {
  const head = String.fromCharCode(...bytes.subarray(0, 12))
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (/^GIF8[79]a/.test(head)) return 'image/gif'
  return /^RIFF[^]{4}WEBP/.test(head) ? 'image/webp' : null
}
