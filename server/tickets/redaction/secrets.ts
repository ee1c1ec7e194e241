import { cardsIn } from './cards.ts'
import { ORDINARY_WORDS, SECRET_LABELS, TOKENS } from './secret-words.ts'

/** Words that open something to whoever reads them, and where they stand in a text. */
export type Secret = { kind: 'password' | 'authorisation-code' | 'private-key' | 'card' | 'token', start: number, end: number }

/** What is read of one text. */
const READ = 200_000

/** The secrets that somebody has pasted into a text, in their order; French and English. Talk about passwords is none. */
export function secretsIn(whole: string): Secret[] {
  const text = whole.slice(0, READ)
  const found = [...labelled(text), ...keysIn(text), ...cardsIn(text), ...tokensIn(text)].sort((one, other) => one.start - other.start || other.end - one.end)
  return found.filter((secret, at) => !found.slice(Math.max(0, at - 20), at).some(earlier => earlier.end > secret.start))
}

// What may stand between a label and its value: "de la boîte", "(SnappyMail)", "for the mailbox".
const BETWEEN = '(?:[ \\t\\u00a0]{1,4}[(«"\']?(?!est\\b|is\\b)[\\p{L}\\d@._’\'-]{1,40}[)»"\']?){0,5}'
const BLANK = '[ \\t\\u00a0]{0,8}'
const SAID = '[\\s\\u00a0>*_]{0,20}[«"“\'‘`<(\\[*]{0,2}[\\u00a0 ]?(\\S{4,200})([^\\n]{0,300})'

const LABELLED = (Object.keys(SECRET_LABELS) as (keyof typeof SECRET_LABELS)[]).map((kind) => {
  const label = `(?<![\\p{L}\\d])(?:${SECRET_LABELS[kind].join('|')})(?![\\p{L}\\d])`
  return {
    kind,
    label: new RegExp(label, 'iu'),
    patterns: [
      { isPlain: true, pattern: new RegExp(`${label}${BETWEEN}${BLANK}[*_]{0,2}(?:(?:${BLANK}(?:est|is)${BLANK})?[:：=]|[-=]>|→)${SAID}`, 'giu') },
      { isPlain: false, pattern: new RegExp(`${label}${BETWEEN}[ \\t\\u00a0]{1,4}(?:est|is)[ \\t\\u00a0]{1,4}${SAID}`, 'giu') },
      { isPlain: false, pattern: new RegExp(`${label}[ \\t\\u00a0]{1,4}${SAID}`, 'giu') },
    ],
  }
})

// How far a label reaches before the word that gives it away, and what belongs to it behind.
const [BEFORE, BEHIND] = [40, 700]
const GIVEAWAY = /\b(?:pass|mdp|m\.d\.p|pwd|phrase|code|epp|auth|transfer|cl[ée]|api|key|token|jeton|secret|bearer|mots? de pass)/gi

/** The stretches of the text where a label may stand: most messages have none, and that is quickly seen. */
function stretches(text: string): { from: number, to: number }[] {
  const found: { from: number, to: number }[] = []
  for (const { index } of text.matchAll(GIVEAWAY)) {
    const last = found.at(-1)
    if (last && index - BEFORE <= last.to) last.to = index + BEHIND
    else found.push({ from: Math.max(0, index - BEFORE), to: index + BEHIND })
  }
  return found
}

const labelled = (text: string): Secret[] => stretches(text).flatMap(({ from, to }) => labelledIn(text.slice(from, to)).map(({ kind, start, end }) => ({ kind, start: start + from, end: end + from })))

function labelledIn(text: string): Secret[] {
  // Whoever says "pass" or "code" has mostly said nothing more: looking for the label alone is quick.
  return LABELLED.filter(({ label }) => label.test(text)).flatMap(({ kind, patterns }) => patterns.flatMap(({ isPlain, pattern }) => [...text.matchAll(pattern)].flatMap((match) => {
    const [all, written = '', rest = ''] = match
    const value = withoutPunctuation(written)
    const start = match.index + all.length - rest.length - written.length
    return isSecret(value, { kind, isAlone: isPlain && /^[\s.,;*_)»"'\]]*$/.test(rest) }) ? [{ kind, start, end: start + value.length }] : []
  })))
}

const withoutPunctuation = (written: string) => written.replace(/[.,;:»”"’'`)\]>*]+$/, '')

const isMasked = (value: string) => /^(.)\1+$/u.test(value) || /^[*•.x_?[<{-]+/i.test(value) && !/[a-z\d]{4}/i.test(value.replace(/x/gi, ''))
const isAddress = (value: string) => /^(https?:|www\.|mailto:)|^[^@\s]+@[\w-]+(\.[\w-]+)+$/i.test(value)
const LEAST = { 'password': 4, 'authorisation-code': 6, 'token': 16 } as const

type Circumstances = { kind: keyof typeof SECRET_LABELS, isAlone: boolean }

function isSecret(value: string, { kind, isAlone }: Circumstances): boolean {
  if (value.length < LEAST[kind] || isMasked(value) || isAddress(value) || ORDINARY_WORDS.has(value.toLowerCase())) return false
  if (isMixed(value)) return kind === 'password' || /\d/.test(value)
  return kind === 'password' && isAlone
}

/** Letters with digits or signs inside, or capitals in the middle: no word of a language. */
const isMixed = (value: string) => /\p{L}/u.test(value) && (/\d/.test(value) || /[^\p{L}\d'’.,;:/()-]/u.test(value) || /\p{Ll}\p{Lu}/u.test(value)) && !/^\d{1,4}([hx/.:]\d{0,4})*\p{L}{0,3}$/u.test(value)

const PEM = /-----BEGIN (?:[A-Z]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:[^-]{1,20000}-----END [A-Z ]{1,50}-----)?/g

const keysIn = (text: string): Secret[] => [...text.matchAll(PEM)].map(({ index, 0: key }) => ({ kind: 'private-key', start: index, end: index + key.length }))

const tokensIn = (text: string): Secret[] => TOKENS.flatMap(pattern => [...text.matchAll(pattern)].map(({ index, 0: token }): Secret => ({ kind: 'token', start: index, end: index + token.length })))
