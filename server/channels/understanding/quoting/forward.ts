import { readAddresses } from '../addresses.ts'
import { all } from '../bytes/headers.ts'
import { limits } from '../limits.ts'
import type { MailAddress } from '../message.ts'
import { headersOf, isBody, type LeafPart } from '../bytes/parts.ts'
import { attributionEnd } from './attribution.ts'
import { isBlank, isForwardMark, isOriginalMark } from './quote-marks.ts'
import { textHeaderAt } from './text-header.ts'

/** A message forwarded in the text of another one, and who wrote it if that can be read. */
export type InlineForward = { from: MailAddress | null }

/** Whether a message forwards another one in its text. */
export function inlineForward(subject: string, text: string): InlineForward | null {
  const lines = text.slice(0, limits.forwardCharacters).split('\n')
  const saysSo = /^\s*(fwd?|tr|transf|wg|rv)[\s\u00a0]*:/i.test(subject)
  const mark = lines.findIndex(isForwardMark)
  if (mark >= 0 && (saysSo || !quotesBefore(lines, mark))) return { from: writerAfter(lines, mark + 1) }
  return saysSo ? { from: writerAfter(lines, 0) } : null
}

/** A reply that quotes a forward is no forward. */
const quotesBefore = (lines: readonly string[], mark: number) =>
  lines.slice(0, mark).some((line, at) => isOriginalMark(line) || attributionEnd(lines, at) !== undefined || textHeaderAt(lines, at) !== undefined)

function writerAfter(lines: readonly string[], start: number): MailAddress | null {
  for (let at = start; at < lines.length; at++) {
    const header = isBlank(lines[at]) ? undefined : textHeaderAt(lines, at)
    // Outlook: "Camille Martin [mailto:camille@example.org]"; Gmail in bold: "**Camille** <camille@example.org>".
    if (header) return readAddresses([(header.from ?? '').replace(/[[\]]/g, bracket => bracket === '[' ? '<' : '>').replaceAll('*', '')])[0] ?? null
  }
  return null
}

/** Who wrote the one message that is attached to this one. */
export function attachedFrom(leaves: readonly LeafPart[]): MailAddress | null {
  const attached = leaves.filter(leaf => !isBody(leaf))
  const [message] = attached
  if (!message || attached.length > 1 || !/^message\/(rfc822|global)$/.test(message.contentType)) return null
  return readAddresses(all(headersOf(message), 'from'))[0] ?? null
}
