import { hasWordsBelowSignature, isAnsweredBelow, type Unmarked } from './answers-below.ts'
import { attributionEnd, attributionStart, isPrecise } from './attribution.ts'
import { cardStart } from './contact-card.ts'
import { earlierPostsStart, listFooterStart } from './list-footer.ts'
import { noticeStart } from '../notices/notices.ts'
import { isBlank, isForwardMark, isOriginalMark, isQuoted } from './quote-marks.ts'
import { ownBeginning } from './shared-line.ts'
import { signatureStart, trailerStart } from './signature.ts'
import { textHeaderAt, textHeaderBefore } from './text-header.ts'
import { withWrapsMarked } from './wrapped-quotes.ts'

/** `judged`: the same lines, with marks before those of which the HTML says that they are quoted. `author`: the name of who wrote. */
type Kind = { isForward: boolean, isList: boolean, judged?: string, author?: string }
type Source = { isList: boolean, author: string }

/**
 * What is new in a message: its beginning, up to where nothing but quoted messages, signatures and footers follow.
 * When in doubt everything: an answer below or between quotations keeps what stands above it, and a forward keeps what it forwards.
 */
export function visibleReply(text: string, { isForward, isList, judged = text, author = '' }: Kind): string {
  const lines = text.split('\n')
  const marked = withWrapsMarked(judged.split('\n'))
  const whole = isList ? earlierPostsStart(marked) : lines.length
  const end = isForward ? listFooterStart(marked, wordsEnd(marked, whole), isList) : newEnd(marked.slice(0, whole), { isList, author })
  return trimmed(withoutAnnouncement(lines, end)) || trimmed(lines.slice(0, whole)) || text.trim()
}

function trimmed(lines: readonly string[]): string {
  const start = lines.findIndex(line => !isBlank(line))
  return start < 0 ? '' : lines.slice(start).join('\n').trimEnd()
}

/** The lines to show; a quotation below may be announced behind the last words. */
function withoutAnnouncement(lines: readonly string[], end: number): readonly string[] {
  const shown = lines.slice(0, end)
  const own = isQuoted(lines[wordsFrom(lines, end)] ?? '') ? ownBeginning(shown.at(-1) ?? '') : undefined
  return own === undefined ? shown : [...shown.slice(0, -1), own]
}

function newEnd(lines: readonly string[], source: Source): number {
  const first = firstUnmarked(lines)
  // What stands below a signature must not be taken for a part of it.
  if (first && hasWordsBelowSignature(lines, first.end)) return lines.length
  let end = withoutTail(lines, lines.length, source)
  // What hid a quotation is gone with the tail; without its quotation another tail may show.
  for (;;) {
    const left = lines.slice(0, end)
    const unmarked = firstUnmarked(left)
    if (!unmarked || isAnsweredBelow(left, unmarked)) return end
    end = withoutTail(lines, unmarked.start, source)
  }
}

const wordsEnd = (lines: readonly string[], from: number) => {
  let end = from
  while (end > 0 && isBlank(lines[end - 1])) end--
  return end
}

/** Signatures, quotations and footers above each other; more are made to cost time. */
const LAYERS = 200
/** Lines of a message in which one that nothing marks is looked for. */
const UNMARKED_WITHIN = 10_000

/** Takes away, from the end, whatever is not the writer's words, as long as there is some. Each looks at a few lines only. */
function withoutTail(lines: readonly string[], from: number, { isList, author }: Source): number {
  let end = from
  for (let layers = 0; layers < LAYERS; layers++) {
    // An advertisement below a name makes no signature of it.
    const before = trailerStart(lines, end)
    end = [quotationStart, signatureStart, noticeStart, cardStart].reduce((shortest, startOf) => Math.min(shortest, startOf(lines, before, author)), listFooterStart(lines, before, isList))
    if (end === before) return end
  }
  return end
}

/** Where the quotation at the end begins, with its announcement, or where an announcement stands without one. */
function quotationStart(lines: readonly string[], end: number): number {
  let start = end
  while (start > 0 && isQuotedOrBlank(lines[start - 1] ?? '')) start--
  if (start === end) return loneAttribution(lines, end)
  const attributed = attributionStart(lines, start)
  if (attributed < start && ownBeginning(lines[wordsEnd(lines, start) - 1] ?? '') === undefined) return attributed
  return announcementAbove(lines, start) ?? end
}

/** Where a quotation that has no attribution begins; undefined when it belongs to what is said. */
function announcementAbove(lines: readonly string[], start: number): number | undefined {
  const last = wordsEnd(lines, start) - 1
  if (ownBeginning(lines[last] ?? '') !== undefined) return last + 1
  if (isMark(lines[last] ?? '')) return last
  // "The server says:" and its words behind marks are what the writer has to say.
  return textHeaderBefore(lines, start) ?? (ANNOUNCES.test(lines[last] ?? '') ? undefined : start)
}

const isQuotedOrBlank = (line: string) => isQuoted(line) || isBlank(line)

const ANNOUNCES = /[:：]\s*$/

const isMark = (line: string) => isOriginalMark(line) || isForwardMark(line)

function loneAttribution(lines: readonly string[], end: number): number {
  for (let start = end - 1; start >= Math.max(0, end - 5); start--) {
    if (attributionEnd(lines, start) === end && isPreciseAt(lines, start, end)) return start
  }
  return end
}

/** The first quoted message that nothing marks line by line: from there on old and new cannot be told apart. */
function firstUnmarked(lines: readonly string[]): Unmarked | undefined {
  for (let at = 0; at < Math.min(lines.length, UNMARKED_WITHIN); at++) {
    const found = unmarkedAt(lines, at)
    if (found) return found
  }
  return undefined
}

function unmarkedAt(lines: readonly string[], start: number): Unmarked | undefined {
  const line = lines[start] ?? ''
  if (isBlank(line) || isQuoted(line)) return undefined
  const header = textHeaderAt(lines, start)
  if (header) return { start, end: header.end }
  if (isOriginalMark(line)) return { start, end: afterMark(lines, start + 1) }
  const end = attributionEnd(lines, start)
  if (end === undefined || isQuoted(lines[wordsFrom(lines, end)] ?? '') || !isPreciseAt(lines, start, end)) return undefined
  return { start, end }
}

/** An announcement that says enough, and before which nothing is said. */
const isPreciseAt = (lines: readonly string[], start: number, end: number) => isPrecise(lines.slice(start, end).join(' ')) && ownBeginning(lines[start] ?? '') === undefined

/** "-----Message d'origine-----" has a header below it, mostly. */
function afterMark(lines: readonly string[], from: number): number {
  const words = wordsFrom(lines, from)
  return textHeaderAt(lines, words)?.end ?? from
}

function wordsFrom(lines: readonly string[], from: number): number {
  let at = from
  while (at < Math.min(from + 10, lines.length) && isBlank(lines[at])) at++
  return at
}
