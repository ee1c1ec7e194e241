/** How mail programs announce what they quote or forward; French and English first. Lines are compared without outer blanks. */

type Field = 'from' | 'date' | 'to' | 'subject' | 'other'

/** A header repeated in the text, as Outlook and forwards have it. */
export type TextHeader = { from: string }

const FIELDS: [Field, RegExp][] = [
  ['from', /^(de|from|von|exp[ée]diteur|desde|da|van)$/],
  ['date', /^(envoy[ée]( le)?|date|date d['’]envoi|sent|gesendet|enviado|inviato|datum|verzonden|message du)$/],
  ['to', /^([àa]|to|pour|an|destinataires?|para|aan)$/],
  ['subject', /^(objet|sujet|subject|betreff|asunto|oggetto|onderwerp)$/],
  ['other', /^(cc|cci|bcc|copie( [àa])?|r[ée]pondre [àa]|reply-to|importance|pi[èe]ces jointes|attachments|organi[sz]ation)$/],
]

const LABEL = /^[\s>*_]*([\p{L}'’ -]{1,20}?)[\s\u00a0]*[*_]*[\s\u00a0]*:[\s\u00a0]*[*_]*(.*)$/u

function fieldOf(line: string): { field: Field, value: string } | undefined {
  if (line.length > 1000) return undefined
  const [, label = '', value = ''] = LABEL.exec(line) ?? []
  const field = FIELDS.find(([, words]) => words.test(label.toLowerCase().trim()))?.[0]
  return field && { field, value: value.trim() }
}

/** The header block that begins at a line, if it says who wrote, when, and to whom or about what. Blank lines may stand between. */
export function textHeaderAt(lines: readonly string[], start: number): TextHeader | undefined {
  if (!fieldOf(lines[start] ?? '')) return undefined
  const values = fieldsFrom(lines, start)
  const isHeader = values.has('from') && isDay(values.get('date')) && (values.has('to') || values.has('subject'))
  return isHeader ? { from: values.get('from') ?? '' } : undefined
}

// "Date : demain" is the writer's own; a value may also stand on the next line, or name a day of the week alone.
const isDay = (value: string | undefined) => value !== undefined && (value === '' || /\d|^(lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)/i.test(value))

function fieldsFrom(lines: readonly string[], start: number): Map<Field, string> {
  const values = new Map<Field, string>()
  let others = 0
  for (const line of lines.slice(start, start + 16)) {
    const found = fieldOf(line)
    if (found && !values.has(found.field)) values.set(found.field, found.value)
    others = found ? 0 : others + 1
    // A blank line and a long list of addresses may come between two fields.
    if (others === 3) break
  }
  return values
}

const ORIGINAL = /^[\s>]*[-_*=]{2,}[\s\u00a0]*(message d['’ ]?origine|(message|mail|courriel|e-?mail) original|original (message|mail|appointment)|message initial|r[ée]ponse au message|reply message|urspr[üu]ngliche nachricht|mensaje original|messaggio originale)[\s\u00a0]*[-_*=]{2,}[\s\u00a0]*$/i

/** "-----Message d'origine-----", "----- Mail original -----". */
export const isOriginalMark = (line: string) => line.length < 120 && ORIGINAL.test(line)

const FORWARD = /^[\s>]*([-_*=]{2,}[\s\u00a0]*(forwarded (message|mail|by .{1,60})|message transf[ée]r[ée]|message r[ée]exp[ée]di[ée]|message transmis|courriel transf[ée]r[ée]|mail transf[ée]r[ée]|weitergeleitete nachricht|mensaje reenviado|messaggio inoltrato)[\s\u00a0]*[-_*=]{2,}|(begin forwarded message|forwarded message|d[ée]but du message (r[ée]exp[ée]di[ée]|transf[ée]r[ée]))[\s\u00a0]*:)[\s\u00a0]*$/i

/** "---------- Forwarded message ---------", "Début du message réexpédié :". */
export const isForwardMark = (line: string) => line.length < 160 && FORWARD.test(line)

/** Marked as somebody else's words. */
export const isQuoted = (line: string) => /^\s{0,3}>/.test(line)

/** Nothing but blanks, or no line at all. */
export const isBlank = (line: string | undefined) => line === undefined || line.trim() === ''

const OPENING = /^(le|on|am|el|il|op|em)[\s\u00a0]/i
const WROTE = /[\s\u00a0>")\]](a[\s\u00a0]+[ée]crit|wrote|writes|(schrieb|schreef)([\s\u00a0].{1,120})?|escribi[óo]|ha scritto|escreveu)([\s\u00a0]+(le|on)[\s\u00a0].{4,80})?[\s\u00a0]*:?$/i
// Older Gmail: "2026-11-23 10:00 GMT+01:00 Camille <camille@example.org>:"
const STAMPED = /^\d{4}-\d{2}-\d{2}[\s\u00a0].{4,200}<[^<>\s]+@[^<>\s]+>[\s\u00a0]*:$/i
// "Gandi a écrit :" in the middle of somebody's story names no hour and no address.
const DATED = /@|\b\d{4}\b|\d{1,2}[:h]\d{2}/

const isAttribution = (text: string) => STAMPED.test(text) || (WROTE.test(text) && DATED.test(text) && (OPENING.test(text) || text.includes('@')))

/** Whether an attribution says so much (an address, or the year and the hour) that what follows is a quotation even without marks: "On Monday at 10:30 Gandi wrote:" may be a story. */
export const isPrecise = (attribution: string) => attribution.includes('@') || (/\b\d{4}\b/.test(attribution) && /\d{1,2}[:h]\d{2}/.test(attribution))

/** The line after an attribution ("Le … a écrit :") that begins at a line and may go over four; undefined when none does. */
export function attributionEnd(lines: readonly string[], start: number): number | undefined {
  const opening = (lines[start] ?? '').trim()
  const longest = OPENING.test(opening) ? 4 : 1
  let joined = ''
  for (let at = start; at < start + longest; at++) {
    const line = (lines[at] ?? '').trim()
    if (line === '' || line.length > 400 || isQuoted(line)) return undefined
    joined += ` ${line}`
    if (isAttribution(joined.trim())) return at + 1
  }
  return undefined
}
