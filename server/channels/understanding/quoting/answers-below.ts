import { attributionEnd } from './attribution.ts'
import { isFooterWord } from './list-footer.ts'
import { isNotice } from '../notices/notices.ts'
import { isBlank, isOriginalMark, isQuoted } from './quote-marks.ts'
import { isAdvert, isClosing, isSentence } from './signature.ts'
import { textHeaderAt } from './text-header.ts'

/** A message that nothing marks line by line: where its announcement begins, and the line after that. */
export type Unmarked = { start: number, end: number }

const GREETING = /^(bonjour|bonsoir|salut|coucou|hello|hi|hey|dear|good (morning|afternoon|evening)|ch[èe]re?s?|madame|monsieur|hallo|guten tag|hola|ciao|buongiorno|ol[áa])(?<names>([ ,]+[\p{L}.'’-]+){0,4})[\s,!.]*$/iu
/** Whom one greets; other words ("Bonjour, c'est fait.") are an answer, unless a comma follows them. */
const NAMES = /^([ ,]+(\p{Lu}[\p{L}.'’-]*|à|tous|toutes|tout|le|la|les|monde|et|and|all|there|again|everyone|everybody|team|folks|madame|monsieur|de|du|des))*$/u
const WHERE = '(ci-dessous|ci-apr[èe]s|plus bas|en dessous|au-dessous|en bas|dans (le|votre|ton) (texte|corps|message|mail|courriel)|entre (les|vos|tes) lignes|en (rouge|bleu|vert|gras|italique|couleur)|below|inline|in[- ]line|in[- ]?between|interspersed|underneath|bottom|in (red|blue|green|bold)|between the lines)'
const WHAT = '(r[ée]pon|comment|remarqu|pr[ée]cision|annot|answer|repl|respon|notes?\\b|voir|cf\\.?|see|regarde)'
const BELOW = new RegExp(`\\b${WHAT}.{0,60}${WHERE}|${WHERE}.{0,40}\\b${WHAT}|^\\W*(${WHERE})\\W*$`, 'iu')
function isGreeting(line: string): boolean {
  const names = GREETING.exec(line.trim())?.groups?.['names']
  return names !== undefined && (NAMES.test(names) || /,\s*$/.test(line))
}

/** A sign that people send alone is an answer. */
const SAYS_SOMETHING = /[\p{L}\p{N}\p{Extended_Pictographic}]/u
const PASTED = /[:：]\s*$/

/**
 * Whether somebody answers below a message that nothing marks, so that nothing may be cut: they say so, or what stands above says nothing
 * yet, or announces what follows as a thing to be read, or words come after what it quotes.
 */
export function isAnsweredBelow(lines: readonly string[], { start, end }: Unmarked): boolean {
  const above = lines.slice(0, start).filter(line => !isBlank(line))
  const own = above.filter(line => !isGreeting(line) && !isAdvert(line) && SAYS_SOMETHING.test(line))
  if (above.some(line => line.length < 400 && BELOW.test(line))) return true
  // A greeting alone is an answer, if what stands below is one paragraph: that is the message quoted.
  if (own.length === 0) return above.length === 0 || hasParagraphs(lines, end)
  if (PASTED.test(own.at(-1) ?? '')) return true
  return hasWordsBelowMarked(lines, end) || isAnsweredBelowClosing(lines, end)
}

/** How somebody answers, and no house signs. */
const ANSWER = /^(oui|non|si|ok|d['’]accord|j['’]|je |c['’]est|yes|no|i |i['’])/iu
/** A formula, and whoever is named below it. */
const CLOSING_HEIGHT = 8

/** The quoted message ends with its formula, and below that somebody says something. Older messages below have an announcement of their own. */
function isAnsweredBelowClosing(lines: readonly string[], from: number): boolean {
  const quoted = lines.slice(from, olderStart(lines, from))
  const closing = quoted.findIndex(isClosing)
  if (closing < 0) return false
  return quoted.slice(closing + 1, closing + 1 + CLOSING_HEIGHT).some((line, gap) => isBlank(quoted[closing + gap]) && ANSWER.test(line.trim()) && isSentence(line))
}

function olderStart(lines: readonly string[], from: number): number {
  let at = from
  while (at < lines.length && !isOriginalMark(lines[at] ?? '') && !textHeaderAt(lines, at) && attributionEnd(lines, at) === undefined) at++
  return at
}

function hasParagraphs(lines: readonly string[], from: number): boolean {
  const below = lines.slice(from)
  const first = below.findIndex(line => !isBlank(line))
  const gap = first < 0 ? -1 : below.findIndex((line, at) => at > first && isBlank(line))
  return gap >= 0 && below.slice(gap).some(line => !isBlank(line))
}

/** The quotation is marked, though its announcement is Outlook's: what is not marked below it is new. */
function hasWordsBelowMarked(lines: readonly string[], end: number): boolean {
  let at = end
  while (at < lines.length && isBlank(lines[at])) at++
  return isQuoted(lines[at] ?? '') && lines.slice(at).some(line => !isBlank(line) && !isQuoted(line))
}

/** Under its "-- " and a few lines the quoted message is over: a paragraph that tells something is new, unless it is one of those that houses add. */
export function hasWordsBelowSignature(lines: readonly string[], from: number): boolean {
  const delimiter = lines.findIndex((line, at) => at >= from && /^--[ \u00a0]?$/.test(line))
  if (delimiter < 0) return false
  const rest = lines.slice(delimiter + 1, delimiter + 40)
  const gap = rest.findIndex((line, at) => at > 0 && at <= 8 && isBlank(line))
  const below = gap < 0 ? [] : rest.slice(gap).filter(line => !isBlank(line))
  const first = below[0] ?? ''
  return below.length > 0 && lines.slice(delimiter).length < 40 && !below.some(isFooterWord) && !isNotice(first) && (isSentence(first) || /\p{L}\s*\?\s*$/u.test(first) || isGreeting(first))
}
