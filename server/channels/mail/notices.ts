import { isBlank, isQuoted } from './quote-marks.ts'
import { NOTICES, NOTICE_WORDS } from './signature-words.ts'

const NOTICE = new RegExp(`^[\\s*_"«(]*(${NOTICES.join('|')})`, 'iu')
const SAYS_SO = new RegExp(NOTICE_WORDS.join('|'), 'iu')
/** Shorter than this it may be the writer's. */
const LONG = 80
/** With what follows in the same paragraph. */
const HEIGHT = 25

/** Where the notice (confidentiality, viruses, the environment) begins that the last paragraph is; `end` when it is none. */
export function noticeStart(lines: readonly string[], end: number): number {
  let start = end
  while (start > 0 && end - start < HEIGHT && !isBlank(lines[start - 1]) && !isQuoted(lines[start - 1] ?? '')) start--
  const paragraph = lines.slice(start, end).join(' ').slice(0, 2000)
  return NOTICE.test(paragraph.slice(0, 400)) || (paragraph.length >= LONG && !/\?\s*$/.test(paragraph) && SAYS_SO.test(paragraph)) ? start : end
}
