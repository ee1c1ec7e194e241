import { isQuoted } from './quote-marks.ts'
import { OPENINGS, UNSPACED_VERBS, VERBS } from './quote-words.ts'

const VERB = `(?:(?<=^|[\\s\\u00a0>")\\]»’',])(?:${VERBS.join('|')})(?![\\p{L}])|${UNSPACED_VERBS.join('|')})`
const OPENING = `(?:${OPENINGS.join('|')})`
/** "On Monday," on a line of its own. */
const BARE_OPENING = new RegExp(`^${OPENING}[\\s\\u00a0]\\p{L}{3,12},$`, 'iu')
const OPENS = new RegExp(`^${OPENING}(?:[\\s\\u00a0,:]*(?:[\\p{L}.,()]{1,15}[\\s\\u00a0]+){0,3}\\d)`, 'iu')
const OPENS_WEEKDAY = /^(?:le|on|am|el|op|il)[\s\u00a0](?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)[.,]{0,2}[\s\u00a0]/i
// "lun. 23 nov. 2026 à 10:00", "23/11/2026"
const BEGINS_DATED = /^(?:\p{L}{2,12}[.,]{0,2}[\s\u00a0]+){0,2}\d{1,4}[\s\u00a0,./年-]/u
const VERB_LAST = new RegExp(`${VERB}[\\s\\u00a0]*[:：]?$`, 'iu')
// "schrieb Camille <camille@example.org>:", "a écrit le 23/11/2026 :", "ezt írta (időpont: 2026. nov. 23.):"
const VERB_BEFORE = new RegExp(`${VERB}[\\s\\u00a0(](.{2,160}?)[\\s\\u00a0]*[:：]$`, 'iu')
// Older Gmail, and Gmail in Japanese: "2026-11-23 10:00 GMT+01:00 Camille <camille@example.org>:"
const STAMPED = /^\d{4}[-/.年].{3,200}[<(][^<>\s]+@[^<>\s]+[>)][\s\u00a0]*([:：]|$)/
// "23.11.2026, 18.30, "Camille" <camille@example.org>:", "ср, 30 апр. 2025 г. в 15:19, Camille <camille@example.org>:", whatever the language.
const SIGNED = /(?:[<(][^<>()\s]+@[^<>()\s]+[>)]|\s(?:par|de|by|from|von|от)\s[^<>()\s]+@[^<>()\s]+\p{L})(?:[\s\u00a0]+[^\s\u00a0:]{1,12})?[\s\u00a0]*[:：]$/u
const BEGINS_TIMED = /^\d{1,2}:\d{2}\b/
const DOTTED_HOUR = /\b\d{4},?[\s\u00a0]\d{1,2}\.\d{2}\b/
// "Camille <camille@example.org> schrieb am", and the date on the next line.
const NAMED_FIRST = new RegExp(`@.{0,160}${VERB}[\\s\\u00a0]+${OPENING}[\\s\\u00a0]`, 'iu')
// "Gandi a écrit :" in the middle of somebody's story names no hour and no address.
const DATED = /@|\b\d{4}\b|\d{4}年|\d{1,2}[:h]\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2}/
const HOUR = /\d{1,2}[:h時시点]\s?\d{2}|\bk(?:l|lo)\.?\s?\d{1,2}[.:]\d{2}/iu

const withoutDrawing = (text: string) => text.replace(/^[-*_\s]+/, '')

/** Without the dashes and stars that some programs draw around it. */
const bare = (text: string) => withoutDrawing(text.trim()).replace(/[\s*_]+$|\s-+\s*$|-{2,}\s*$/g, '').slice(0, 900)

const opensDated = (text: string) => BARE_OPENING.test(text) || OPENS.test(text) || BEGINS_DATED.test(text)

function saysWrote(text: string): boolean {
  const end = text.slice(-300)
  if (VERB_LAST.test(end)) return true
  const after = VERB_BEFORE.exec(end)?.[1]
  return after !== undefined && (after.includes('@') || /\d/.test(after) || OPENS.test(text))
}

const isDated = (text: string) => /\b\d{4}\b|\d{4}年/.test(text) && (HOUR.test(text) || DOTTED_HOUR.test(text))

const isSigned = (text: string) => text.length <= 250 && /[:：]$/.test(text) && (BEGINS_DATED.test(text) || BEGINS_TIMED.test(text)) && SIGNED.test(text) && isDated(text)

const isAttribution = (text: string) => STAMPED.test(text) || isSigned(text) || (DATED.test(text) && (opensDated(text) || text.includes('@')) && saysWrote(text))

/** Whether an attribution says so much (an address, or the year and the hour) that what follows is a quotation even without marks: "On Monday at 10:30 Gandi wrote:" may be a story. */
export const isPrecise = (attribution: string) => attribution.includes('@') || isDated(attribution)

/** Whether a line announces a quotation, and names the day first. */
export const isAnnouncementLine = (line: string) => isAttribution(bare(line))
export const opensWithDate = (line: string) => opensDated(withoutDrawing(line.trim()))

const LONGEST = 5
/** A digit near the beginning, if the line is not as short as "On Monday,". */
const mayOpen = (line: string) => line.length <= 40 || /^.{0,80}\d/.test(line)

/** The line after an attribution ("Le … a écrit :") that begins at a line and may go over five; undefined when none does. */
export function attributionEnd(lines: readonly string[], start: number): number | undefined {
  const longest = longestFrom(lines[start] ?? '')
  let joined = ''
  for (let at = start; at < start + longest; at++) {
    if (!mayBelong(lines[at]) || (at > start && endsSentence(lines[at - 1] ?? ''))) return undefined
    joined += ` ${lines[at]}`
    if (isAttribution(bare(joined))) return beginsLater(lines, start, at) ? undefined : at + 1
  }
  return undefined
}

/** "Rue 1, Paris," above an announcement begins as some do. */
function beginsLater(lines: readonly string[], start: number, last: number): boolean {
  for (let later = start + 1; later <= last; later++) {
    if (opensWithDate(lines[later] ?? '') && isAttribution(bare(lines.slice(later, last + 1).join(' ')))) return true
  }
  return false
}

function longestFrom(line: string): number {
  // Most lines begin with no day and have no address, and that is quickly seen.
  if (mayOpen(line) && opensDated(withoutDrawing(line.slice(0, 200)))) return LONGEST
  if (!line.includes('@')) return 0
  return namesFirst(line) ? 2 : 1
}

const namesFirst = (line: string) => line.includes('@') && NAMED_FIRST.test(line.slice(0, 400))

const mayBelong = (line = '') => line.trim() !== '' && line.length <= 400 && !isQuoted(line)

// Not "23 nov." and not "10 a.m.".
const endsSentence = (line: string) => /[!?]\s*$|\p{L}{6,}\.\s*$/u.test(line)

/**
 * Where the attribution that ends just before marked quotation begins; `quotation` when none does. The marks prove that somebody is quoted:
 * a name with its verb is enough then, or a date with an address in whatever language. The end of a wrapped one may be behind marks itself.
 */
export function attributionStart(lines: readonly string[], quotation: number): number {
  let end = quotation
  while (end > 0 && quotation - end < 4 && (lines[end - 1] ?? '').trim() === '') end--
  for (const wrapped of end === quotation ? ['', ...wrappedBehind(lines[quotation] ?? '')] : ['']) {
    const start = announcementStart(lines, end, wrapped)
    if (start !== undefined) return nameAbove(lines, dateAbove(lines, start), end)
  }
  return quotation
}

/** What may be the end of an announcement that begins above; a whole one has no beginning there. */
function wrappedBehind(quoted: string): string[] {
  const words = quoted.replace(/^[\s>]+/, '')
  return words === '' || isAnnouncementLine(words) ? [] : [words]
}

/** The shortest announcement that begins with a date; else one line that is one. */
function announcementStart(lines: readonly string[], end: number, wrapped: string): number | undefined {
  const last = end - 1
  if (last < 0) return undefined
  const isOne = isAnnouncement(lines.slice(last, end), wrapped)
  if (isOne && isPrecise(withoutAddresses(lines[last] ?? ''))) return last
  for (let start = last; start >= Math.max(0, end - LONGEST); start--) {
    if (mayAnnounce(lines[start] ?? '') && isAnnouncement(lines.slice(start, end), wrapped)) return start
  }
  return isOne ? last : undefined
}

const mayAnnounce = (line: string) => opensDated(bare(line)) || namesFirst(line)

const withoutAddresses = (text: string) => text.replaceAll('@', ' ')

function isAnnouncement(window: readonly string[], wrapped: string): boolean {
  if (!window.every(line => mayBelong(line)) || window.slice(0, -1).some(endsSentence)) return false
  const text = bare([...window, wrapped].join(' '))
  if (isAttribution(text)) return true
  return wrapped === '' && (isNameWithVerb(text) || isDayWithVerb(text) || isVerbWithDate(text) || isAddressWithColon(text) || isAddressWithDate(text) || isDateWithAddress(text))
}

const isVerbWithDate = (text: string) => text.length < 160 && VERB_BEFORE.test(text) && DATED.test(text)

/** "Voici ce qu'on m'a écrit :", "Le 12 mars, Gandi nous a écrit :": a story, and what is quoted belongs to it. */
const TELLS = /(?:^|[\s,])(?:m[’']|t[’']|qu[’']|(?:nous|vous|us|que|qui|where|who|what|voici|voil[àa]|dont|o[ùu])\s|on a\s|i\s(?:wrote|said)|(?:il|elle|ils|elles|he|she|they)\s+(?:a|ont|has|had|also|wrote)\s)/i

const isDateWithAddress = (text: string) => text.length < 200 && opensDated(text) && isPrecise(text) && /[:：>]$/.test(text)

const isNameWithVerb = (text: string) => text.length < 80 && !TELLS.test(text) && /[:：]$/.test(text) && VERB_LAST.test(text) && text.split(/\s+/).length <= 7 && !/[.!?,]\s/.test(text)

/** "Le 12 mars, Camille a écrit :", "On Friday, Ann wrote:" */
const isDayWithVerb = (text: string) => text.length < 90 && /[:：]$/.test(text) && (OPENS.test(text) || OPENS_WEEKDAY.test(text)) && VERB_LAST.test(text) && text.split(/\s+/).length <= 9 && !/[.!?]\s\p{Lu}/u.test(text) && !TELLS.test(text)

/** "Quoting Camille <camille@example.org>:", "Selon …:" */
const isAddressWithColon = (text: string) => text.length < 160 && /^(?:[^\s<>]+\s+){0,8}[<(]?[^\s<>()]+@[^\s<>()]+[>)]?\s*[:：]$/.test(text)

/** "Camille <camille@example.org> – 23 novembre 2026 10:00" */
const isAddressWithDate = (text: string) => text.length < 160 && /^[^<>]{0,60}<[^<>\s]+@[^<>\s]+>\s*[–—-]\s.{4,60}$/.test(text) && isDated(text)

/** "Le 23 nov. 2026 à 10:00," on a line of its own. */
function dateAbove(lines: readonly string[], start: number): number {
  const above = (lines[start - 1] ?? '').trim()
  if (BARE_OPENING.test(bare(above))) return start - 1
  return !opensDated(bare(lines[start] ?? '')) && above.length < 80 && opensDated(bare(above)) && /[,\d]$/.test(above) ? start - 1 : start
}

/** "Camille <camille@example.org> schrieb am So., 23." above the rest of the date. */
function nameAbove(lines: readonly string[], start: number, end: number): number {
  return namesFirst(lines[start - 1] ?? '') && isAnnouncement(lines.slice(start - 1, end), '') ? start - 1 : start
}
