// What browsers show or open without running anything in it.
const HARMLESS = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf', 'text/plain'])

/** The content type an attachment is handed out with: its own when it is harmless, else that of bytes nobody opens. */
export function servedType(contentType: string): string {
  const bare = (contentType.split(';')[0] ?? '').trim().toLowerCase()
  return HARMLESS.has(bare) ? bare : 'application/octet-stream'
}
