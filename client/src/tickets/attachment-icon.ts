import type { Attachment } from '../../../server/tickets/contract.ts'

type Seen = Pick<Attachment, 'contentType' | 'danger'>

const kinds: [RegExp, string][] = [
  [/^image\//, 'i-lucide-file-image'],
  [/^audio\//, 'i-lucide-file-audio'],
  [/^video\//, 'i-lucide-file-video'],
  [/pdf|^text\/|msword|wordprocessing|opendocument[.]text/, 'i-lucide-file-text'],
  [/spreadsheet|excel|csv/, 'i-lucide-file-spreadsheet'],
  [/zip|tar|compressed|rar|7z/, 'i-lucide-file-archive'],
  [/^message\//, 'i-lucide-mail'],
]

/** A picture for what a file is, or for what is to be feared of it. */
export function attachmentIcon({ contentType, danger }: Seen): string {
  if (danger === 'archive') return 'i-lucide-file-archive'
  if (danger !== null) return 'i-lucide-shield-alert'
  return kinds.find(([pattern]) => pattern.test(contentType))?.[1] ?? 'i-lucide-file'
}

const LARGEST_PICTURE = 10_000_000

/** Whether the file itself may be seen in the page; the server decides by its bytes. */
export const isShownAsPicture = ({ contentType, danger, size }: Seen & { size: number }) =>
  danger === null && size <= LARGEST_PICTURE && /^image\/(png|jpe?g|gif|webp)\b/i.test(contentType)
