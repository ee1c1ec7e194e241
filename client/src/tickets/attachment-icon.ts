const kinds: [RegExp, string][] = [
  [/^image\//, 'i-lucide-file-image'],
  [/^audio\//, 'i-lucide-file-audio'],
  [/^video\//, 'i-lucide-file-video'],
  [/pdf|^text\/|msword|wordprocessing|opendocument[.]text/, 'i-lucide-file-text'],
  [/spreadsheet|excel|csv/, 'i-lucide-file-spreadsheet'],
  [/zip|tar|compressed|rar|7z/, 'i-lucide-file-archive'],
  [/^message\//, 'i-lucide-mail'],
]

/** A picture for what a file is. */
export const attachmentIcon = (contentType: string) => kinds.find(([pattern]) => pattern.test(contentType))?.[1] ?? 'i-lucide-file'
