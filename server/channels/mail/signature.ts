import { isBlank, isQuoted } from './quote-marks.ts'

// "-- " (RFC 3676 §4.3), often without its blank.
const DELIMITER = /^(--|—|–)[ \u00a0]?$/

/** Longer than this is not a signature but what somebody wrote under a line. */
const SIGNATURE_LINES = 12

const DEVICE = '(iphone|ipad|ipod|android|smartphone|mobile|t[ée]l[ée]phone|appareil|samsung|galaxy|huawei|xiaomi|redmi|oppo|pixel|blackberry|windows phone|phone|device)'
const APP = '(outlook|mail orange|proton ?mail|yahoo|gmail|aol|courrier|mail (for|pour)|bluemail|thunderbird|spark|fairphone|k-9|orange|free|tutanota|tuta|infomaniak|mailo)'

const ADVERTS = [
  new RegExp(`^(envoy[ée]|sent|exp[ée]di[ée]|provenance) .{0,30}\\b(mon|my|un|a) .{0,30}${DEVICE}\\b.{0,80}$`, 'i'),
  new RegExp(`^(envoy[ée]|sent) (depuis|[àa] partir de?|avec|via|from|with|de)( l['’ ]?| la | )?(messagerie |application |the )*(s[ée]curis[ée]e )?${APP}.{0,120}$`, 'i'),
  /^(get|t[ée]l[ée]charge[rz]?|obtenez|obtenir) outlook (for|pour) .{1,120}$/i,
]

const isAdvert = (line: string) => line.length < 200 && ADVERTS.some(advert => advert.test(line.replaceAll('*', '').replaceAll('\u00a0', ' ').trim()))

// Whoever draws a line in the middle of a message goes on asking below it, or, without the blank that signatures have, telling.
const isQuestion = (line: string) => /\p{L}[\s\u00a0]*\?\s*$/u.test(line)
const isSentence = (line: string) => line.length < 2000 && /^\s*\p{L}.*[.!]\s*$/u.test(line) && line.trim().split(/\s+/).length >= 5

/** The lines without the signature at their end, if they have one and something stands before it. */
export function withoutSignature(lines: readonly string[]): readonly string[] {
  const delimiter = lines.findLastIndex(line => DELIMITER.test(line))
  const signature = lines.slice(delimiter + 1)
  const isSignature = delimiter > 0 && signature.filter(line => !isBlank(line)).length <= SIGNATURE_LINES && !signature.some(line => isQuoted(line) || isQuestion(line) || (lines[delimiter] === '--' && isSentence(line)))
  return withoutAdverts(isSignature && lines.slice(0, delimiter).some(line => !isBlank(line)) ? lines.slice(0, delimiter) : lines)
}

/** "Envoyé de mon iPhone" */
function withoutAdverts(lines: readonly string[]): readonly string[] {
  let end = lines.length
  while (end > 0 && (isBlank(lines[end - 1]) || isAdvert(lines[end - 1] ?? ''))) end--
  return lines.slice(0, end)
}
