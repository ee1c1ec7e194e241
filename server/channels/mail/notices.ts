import { FIRST_PERSON, NOTICE_DEMANDS, NOTICE_OPENINGS, NOTICE_SIGNS } from './notice-words.ts'
import { isBlank, isQuoted } from './quote-marks.ts'

const OPENING = new RegExp(`^[\\s*_"«(]*(?:${NOTICE_OPENINGS.join('|')})`, 'iu')
const DEMAND = new RegExp(NOTICE_DEMANDS.join('|'), 'iu')
const SIGNS = NOTICE_SIGNS.map(sign => new RegExp(sign, 'iu'))
const OWN = new RegExp(FIRST_PERSON, 'u')
/** With what follows in the same paragraph. */
const HEIGHT = 25

/** Where the notice (confidentiality, viruses, the environment) begins that the last paragraph is; `end` when it is none. */
export function noticeStart(lines: readonly string[], end: number): number {
  let start = end
  while (start > 0 && end - start < HEIGHT && !isBlank(lines[start - 1]) && !isQuoted(lines[start - 1] ?? '')) start--
  return isNotice(lines.slice(start, end).join(' ')) ? start : end
}

/** Whether a paragraph is what a house or a program puts under all mails; whoever asks, or speaks of themselves, writes their own words. */
export function isNotice(paragraph: string): boolean {
  const said = paragraph.slice(0, 2000).trim()
  if (/\?\s*$/.test(said) || OWN.test(said)) return false
  return OPENING.test(said.slice(0, 400)) || DEMAND.test(said) || SIGNS.filter(sign => sign.test(said)).length >= 2
}
