const LONGEST = 80
const LONGEST_ENDING = 16

// Controls, what changes the direction or cannot be seen, line ends, halves of characters, places of private use.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu
// Names of devices on Windows, whatever follows the first dot.
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)/i

/** The name under which a file may be shown and saved: its last part only, with nothing invisible, reserved or overlong; its ending is kept. Null when nothing is left. */
export function safeFilename(filename: string | null): string | null {
  if (filename === null) return null
  const last = filename.normalize('NFC').replace(UNSEEN, '').split(/[/\\]/).findLast(part => part.trim() !== '') ?? ''
  // Windows forgets dots and spaces at the end: what stands before them would then be the ending.
  const name = last.replace(/[<>:"|?*]/g, '_').replace(/\s+/gu, ' ').replace(/^[\s.]+|[\s.]+$/gu, '')
  if (name === '') return null
  return cut(RESERVED.test(name) ? `_${name}` : name)
}

function cut(name: string): string {
  const characters = [...name]
  if (characters.length <= LONGEST) return name
  const ending = [.../\.[^.\s]+$/u.exec(name)?.[0] ?? '']
  const kept = ending.length <= LONGEST_ENDING ? ending : []
  return [...characters.slice(0, LONGEST - kept.length - 1), '…', ...kept].join('')
}
