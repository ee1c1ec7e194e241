import { isFooterWord } from '../../understanding/quoting/list-footer.ts'
import { isForwardMark, isOriginalMark } from '../../understanding/quoting/quote-marks.ts'
import type { Disguise } from './disguise.ts'
import { ADDRESSES, IN_SENTENCES, NONE } from './kept-words.ts'

const ADDRESS = /(?:https?|ftp|mailto|phpbb):[^\s<>"]+|(?<![^\s<>"(),;:[\]])[^\s<>"(),;:[\]@]{1,128}@[^\s<>"(),;:[\]]{1,255}/giu

const ATTRIBUTION = /(?:a écrit|wrote|writes)\s*:?\s*$|^\s*>*\s*(?:de|from|à|to|cc|objet|subject|envoyé|sent|date)\s*:/iu
const FORUMS = /^\W*(?:##|previous replies|réponses précédentes|in reply to|en réponse à|posted by|publié par|participants|you(?:'|’)?(?: a)?re (?:receiving|watching)|a reply has been|view the|the (?:text|post|message)|post link|login and visit|regards,|(?:visit|view) (?:topic|message)|voir le|rappel|reminder)/iu
const SERVICE = /moderat|modérat|modér|approv|approbat|rejected|rejeté|\bdigest\b|compilation|commandes|\bAUTH\b|invited you|vous (?:a )?invite|email issue|problème de courriel|notification|topic reply|reply to topic|distribution/iu

/** Whether a program has written this line: then its words are worth more than they tell. */
export const isProgramsLine = (line: string) => line.length < 500 && (isFooterWord(line) || isOriginalMark(line) || isForwardMark(line) || [ATTRIBUTION, FORUMS, SERVICE].some(pattern => pattern.test(line)))

/** The words of a message: those of people are replaced, those of its software stay. */
export const disguisedWords = (text: string, disguise: Disguise): string => text.split('\n').map(line => disguisedLine(line, disguise)).join('\n')

function disguisedLine(line: string, disguise: Disguise): string {
  const kept = isProgramsLine(line) ? IN_SENTENCES : NONE
  let [said, at] = ['', 0]
  for (const { 0: address, index } of line.matchAll(ADDRESS)) {
    said += disguise.text(line.slice(at, index), kept) + disguise.text(address, ADDRESSES)
    at = index + address.length
  }
  return said + disguise.text(line.slice(at), kept)
}

const PIECE = /<!--[\s\S]*?(?:-->|$)|<[^>]*>?|&(?:#\w{1,8}|\w{1,12});|[^<&]+|&/g
const ATTRIBUTE = /([\w:-]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)/g
/** They say how something looks. */
const LOOKS = /^(class|width|height|align|valign|border|cell(padding|spacing)|colspan|rowspan|dir|lang|rel|target|type|color|bgcolor|size|face|role|charset|http-equiv|media)$/i

/** The same for HTML: its tags and how they look stay. */
export function disguisedHtml(html: string, disguise: Disguise): string {
  let inside = ''
  return html.replace(PIECE, (piece) => {
    if (piece.startsWith('<!--')) return /^<!--\s*\[(?:if|endif)/i.test(piece) ? piece : `<!--${disguise.text(piece.slice(4), NONE)}`
    if (piece.startsWith('&')) return piece
    if (!piece.startsWith('<')) return inside === 'style' ? withoutLinks(piece, disguise) : disguisedWords(piece, disguise)
    const tag = /^<\/?([\w:-]+)/.exec(piece)?.[1]?.toLowerCase() ?? ''
    inside = piece.startsWith('</') ? '' : tag
    return disguisedTag(piece, disguise)
  })
}

const disguisedTag = (tag: string, disguise: Disguise) => tag.replace(ATTRIBUTE, (...[, name, equals, value]: string[]) => {
  if (LOOKS.test(name ?? '')) return `${name}${equals}${value}`
  return `${name}${equals}${/^style$/i.test(name ?? '') ? withoutLinks(value ?? '', disguise) : disguise.text(value ?? '', ADDRESSES)}`
})

const withoutLinks = (style: string, disguise: Disguise) => style.replace(/https?:[^\s"')]+/gi, link => disguise.text(link, ADDRESSES)).replace(/\/\*[\s\S]*?\*\//g, comment => disguise.text(comment, NONE))
