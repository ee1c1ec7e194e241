import { attributionEnd, isBlank, isOriginalMark, isPrecise, isQuoted, textHeaderAt } from './quote-marks.ts'
import { withoutListFooter } from './list-footer.ts'
import { withoutSignature } from './signature.ts'

type Kind = { isForward: boolean, isList: boolean }

/** What is new in a message: without the messages it quotes and without its signature. When in doubt everything: an answer below or between quotations keeps them, and a forward keeps what it forwards. */
export function visibleReply(text: string, { isForward, isList }: Kind): string {
  const whole = isList ? withoutListFooter(text.split('\n')) : text.split('\n')
  const visible = isForward ? whole : withoutSignature(withoutQuotation(withoutSignature(beforeOriginal(whole))))
  return trimmed(visible) || trimmed(whole) || text.trim()
}

const trimmed = (lines: readonly string[]) => lines.join('\n').replace(/^(\s*\n)+/, '').trimEnd()

/** Cuts at the first quotation that nothing marks line by line: from there on old and new cannot be told apart. */
function beforeOriginal(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex((_, at) => originalStarts(lines, at))
  if (start <= 0) return lines
  const words = lines.slice(0, start).findLastIndex(line => !isBlank(line))
  const before = lines.slice(0, hasRule(lines[words]) ? words : start)
  return before.every(isBlank) ? lines : before
}

function originalStarts(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? ''
  if (isBlank(line) || isQuoted(line)) return false
  if (isOriginalMark(line) || textHeaderAt(lines, at)) return true
  const end = attributionEnd(lines, at)
  return end !== undefined && isPrecise(lines.slice(at, end).join(' ')) && !isQuoted(nextWords(lines, end))
}

const nextWords = (lines: readonly string[], from: number) => lines.slice(from, from + 10).find(line => !isBlank(line)) ?? ''

/** Outlook draws a line above. */
const hasRule = (line: string | undefined) => /^\s*[_-]{10,}\s*$/.test(line ?? '')

/** Cuts the quotation at the end, with its attribution. Words below it, or a quotation further up, are an answer between the lines: then all stays. */
function withoutQuotation(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex(isQuoted)
  if (last < 0 || lines.slice(last + 1).some(line => !isBlank(line))) return lines
  let start = last
  while (start > 0 && (isQuoted(lines[start - 1] ?? '') || isBlank(lines[start - 1]))) start--
  const before = lines.slice(0, attributionStart(lines, start))
  return before.some(isQuoted) || before.every(isBlank) ? lines : before
}

/** Where the attribution that ends just before a quotation begins. */
function attributionStart(lines: readonly string[], quotation: number): number {
  let end = quotation
  while (end > 0 && isBlank(lines[end - 1])) end--
  for (const start of [end - 4, end - 3, end - 2, end - 1]) if (start >= 0 && attributionEnd(lines, start) === end) return start
  return quotation
}
