const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', apos: '\'' }

/** The words of a piece of HTML, for reading: lines where it has paragraphs. Nothing of it is markup any more. */
export const plainWords = (html: string): string => html
  .replace(/<(script|style)\b[^<>]*>[^]*?(?:<\/\1\s*>|$)/gi, '')
  .replace(/<br\s*\/?>|<\/(?:p|div|li|h[1-6]|blockquote|tr|pre)\s*>/gi, '\n')
  .replace(/<[^<>]*>/g, '')
  .replace(/&(?:#(\d{1,7})|([a-z]{2,4}));/gi, (whole, number?: string, name?: string) => name === undefined ? characterOf(Number(number)) : NAMED[name.toLowerCase()] ?? whole)
  .split('\n').map(line => line.trimEnd()).join('\n')
  .replace(/\n{3,}/g, '\n\n')
  .trim()

const characterOf = (point: number) => point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ''
