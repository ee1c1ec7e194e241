import { FIRST_PERSON, NOTICE_DEMANDS, NOTICE_ENDS, NOTICE_OPENINGS, NOTICE_SIGNS } from './notice-words.ts'
import { isBlank, isQuoted } from '../quoting/quote-marks.ts'

const OPENING = new RegExp(`^[\\s*_"«(]*(?:${NOTICE_OPENINGS.join('|')})`, 'iu')
const DEMAND = new RegExp(NOTICE_DEMANDS.join('|'), 'iu')
const ENDS = new RegExp(NOTICE_ENDS, 'iu')
const SIGNS = NOTICE_SIGNS.map(sign => new RegExp(sign, 'iu'))
const OWN = new RegExp(FIRST_PERSON, 'u')
/** Of a paragraph. */
const HEIGHT = 25
/** Programs wrap at 60 columns and more: what is shorter was broken by its writer. */
const WRAPS_AT = 60

/** Where the notice (confidentiality, viruses, the environment) begins that the lines end with; `end` when there is none. Words straight above it stay. */
export function noticeStart(lines: readonly string[], end: number): number {
  const first = paragraphStart(lines, end)
  let start = end
  for (let at = end - 1; at >= first; at--) {
    if (at > first && !isBroken(lines[at - 1] ?? '')) continue
    const said = lines.slice(at, start).map(line => line.slice(0, 2000)).join(' ')
    if (start === end ? isNotice(said) : isPartOfOne(said)) start = at
    // What is said below a notice is said to somebody.
    else if (start < end || !(isPartOfOne(said) || ENDS.test(said))) break
  }
  return start
}

function paragraphStart(lines: readonly string[], end: number): number {
  let start = end
  while (start > 0 && end - start < HEIGHT && !isBlank(lines[start - 1]) && !isQuoted(lines[start - 1] ?? '')) start--
  return start
}

/** Whether the line after this one begins anew. */
const isBroken = (line: string) => line.length < WRAPS_AT || /[.!?:;]["»”)*_]*\s*$/.test(line.slice(-20))

const isPartOfOne = (said: string) => isImpersonal(said) && (OPENING.test(said.slice(0, 400)) || SIGNS.some(sign => sign.test(said)))

/** Whether a paragraph is what a house or a program puts under all mails; whoever asks, or speaks of themselves, writes their own words. */
export function isNotice(paragraph: string): boolean {
  const said = paragraph.slice(0, 2000).trim()
  return demands(said) || (isImpersonal(said) && SIGNS.filter(sign => sign.test(said)).length >= 2)
}

const isImpersonal = (said: string) => !/\?\s*$/.test(said) && !OWN.test(said)

const demands = (said: string) => isImpersonal(said) && (OPENING.test(said.slice(0, 400)) || DEMAND.test(said.slice(0, 2000)))
