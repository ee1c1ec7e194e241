import { FORWARD_BEGINNINGS, FORWARD_WORDS, ORIGINAL_WORDS } from './quote-words.ts'

const B = '[\\s\\u00a0]*'
const DASHES = '[-_*=~—–]{2,}'

const ORIGINAL = new RegExp(`^[\\s>]*(?:\\*{0,2}${DASHES}${B}\\*{0,2}(?:${ORIGINAL_WORDS.join('|')})\\*{0,2}${B}:?${B}${DASHES}|\\*{0,2}original message\\*{0,2}${B}:?)${B}$`, 'iu')

// "##- Please type your reply above this line -##", as other help desks have it.
const ABOVE_LINE = /^[\s>]*[-#=_*\s]{2,20}[^#=_*]{0,80}(above|au-dessus|oberhalb|über|encima|sopra|acima|boven)[^#=_*]{0,60}(lin[eo]|ligne|l[ií]nea|linha|zeile|regel|lijn)[^#=_*]{0,60}[-#=_*\s]{2,20}$/i

/** "-----Message d'origine-----", "----- Mail original -----". */
export const isOriginalMark = (line: string) => line.length < 160 && (ORIGINAL.test(line) || ABOVE_LINE.test(line))

const FORWARD = new RegExp(`^[\\s>]*(?:${DASHES}${B}(?:${FORWARD_WORDS.join('|')})${B}:?${B}${DASHES}|(?:${FORWARD_BEGINNINGS.join('|')})${B}:)${B}$`, 'iu')

/** "---------- Forwarded message ---------", "Début du message réexpédié :". */
export const isForwardMark = (line: string) => line.length < 160 && FORWARD.test(line)

/** Marked as somebody else's words. ">From " is no mark: mailboxes in one file write it before a sentence that begins so. */
export const isQuoted = (line: string) => /^\s{0,3}>(?!From )/.test(line)

/** Nothing but blanks, or no line at all. */
export const isBlank = (line: string | undefined) => line === undefined || line.trim() === ''

/** Nothing but a drawn line: what Outlook puts above a header, or whoever is finished below, or Gmail when it tells reading. */
export const isRule = (line: string) => line.length < 200 && /^\s*(([-_=*~—–]\s?){3,}|\u1427+\s*)$/.test(line)
