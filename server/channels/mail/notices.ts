import { isBlank, isQuoted } from './quote-marks.ts'
import { NOTICES } from './signature-words.ts'

const NOTICE = new RegExp(`^[\\s*_"«(]*(${NOTICES.join('|')})`, 'iu')
/** With what follows in the same paragraph. */
const HEIGHT = 25

/** Where the notice (confidentiality, viruses, the environment) begins that the last paragraph is; `end` when it is none. */
export function noticeStart(lines: readonly string[], end: number): number {
  let start = end
  while (start > 0 && end - start < HEIGHT && !isBlank(lines[start - 1]) && !isQuoted(lines[start - 1] ?? '')) start--
  return NOTICE.test(lines.slice(start, end).join(' ').slice(0, 400)) ? start : end
}
