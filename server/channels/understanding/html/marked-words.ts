import { isBlank, isQuoted } from '../quoting/quote-marks.ts'
import { textHeaderAt } from '../quoting/text-header.ts'

/** The words of a message, and the same lines with marks before those of which the HTML says that they are not new. */
export type MarkedWords = { text: string, judged: string }

/** Lines that no text can have, as it holds no NUL: where a marked element begins and where it ends. */
export const MARK_LINES = { inside: ['\u0000(', '\u0000)'], lead: ['\u0000[', '\u0000]'], from: ['\u0000{', '\u0000}'] } as const

/** An announcement is not longer. */
const LEAD_LINES = 6

/** Takes the marked lines out of words made from HTML, and tells what they say in marks that a text could have. */
export function withoutMarkLines(marked: string): MarkedWords {
  const found: Lines = { text: [], judged: [], inside: 0, isFrom: false, froms: [], lead: undefined }
  for (const line of marked.split('\n')) {
    const mark = /\u0000(.)/.exec(line)?.[1]
    if (mark === undefined) addLine(found, line)
    else note(found, mark)
  }
  // A header says by itself that the message before begins, and where its words do.
  for (const at of found.froms) if (!textHeaderAt(found.judged, at)) found.judged[at] = '-----Original Message-----'
  return { text: found.text.join('\n'), judged: found.judged.join('\n') }
}

type Lines = { text: string[], judged: string[], inside: number, isFrom: boolean, froms: number[], lead: number[] | undefined }

function note(found: Lines, mark: string) {
  if (mark === '(') found.inside++
  if (mark === ')') found.inside--
  if (mark === '{') found.isFrom = true
  if (mark === '[') found.lead = []
  if (mark === ']') found.lead = undefined
}

function addLine(found: Lines, line: string) {
  const { text, judged } = found
  if (line === '' && text.length > 1 && text.at(-1) === '' && judged.length > 0) return
  judged.push(judgedLine(found, line))
  text.push(line)
}

function judgedLine(found: Lines, line: string): string {
  if (isBlank(line)) return line
  if (isQuoted(line)) {
    for (const at of found.lead ?? []) found.judged[at] = `> ${found.judged[at]}`
    found.lead = undefined
    return line
  }
  if (found.lead && found.lead.push(found.text.length) > LEAD_LINES) found.lead = undefined
  if (found.inside > 0) return `> ${line}`
  if (found.isFrom) found.froms.push(found.text.length)
  found.isFrom = false
  return line
}
