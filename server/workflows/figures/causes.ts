import { FAILURE_REASONS, WORDS_OF, type FailureReason } from '../../registrars/reasons.ts'
import type { Said } from '../contract.ts'
import type { Cause } from '../engine/progress.ts'

/** Causes that we know by a name of our own, and how they are called. */
const KNOWN = {
  'declined': { fr: 'Quelqu’un a dit non', en: 'Somebody said no' },
  'deadline': { fr: 'Rien n’a été vu dans le temps prévu', en: 'Nothing was seen within the time set' },
  'condition': { fr: 'Une condition du parcours n’a pas pu être lue', en: 'A condition of the workflow could not be read' },
  'items': { fr: 'La liste à parcourir n’a pas pu être lue', en: 'The list to go through could not be read' },
  'unexpected': { fr: 'Une erreur que personne n’avait prévue', en: 'An error that nobody had foreseen' },
} as const
type Known = keyof typeof KNOWN

const WHY: Partial<Record<Cause['why'], Known>> = { refused: 'declined', deadline: 'deadline', condition: 'condition', items: 'items' }

/**
 * Under which name a cause is counted: a reason of registrars, one of ours, or the sentence of the other side, without whatever could be
 * somebody's (`own`: single words that are the run's own).
 */
export function causeId({ why, says, words }: Cause, own: ReadonlySet<string>): string {
  const known = WHY[why] ?? (says === 'unexpected' ? says : undefined)
  if (known) return `known:${known}`
  const reason = FAILURE_REASONS.find(one => says.startsWith(WORDS_OF[one].en))
  if (reason) return `registrar:${reason}`
  const [en, fr] = [words?.en || says, words?.fr || says].map(text => withoutNames(text, own))
  return `says:${en === fr ? en : `${en}\n${fr}`}`
}

/** What people read of it. */
export function causeTitle(id: string): Said {
  const [group, name] = [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)]
  if (group === 'known') return { ...KNOWN[name as Known] }
  if (group !== 'registrar') return saidIn(name)
  const { fr, en } = WORDS_OF[name as FailureReason]
  return { fr: firstSentence(fr), en: firstSentence(en) }
}

function saidIn(name: string): Said {
  const [en = '', fr = en] = name.split('\n')
  return { fr, en }
}

const firstSentence = (text: string) => text.slice(0, text.indexOf('. ') + 1).replace(/\.$/, '')

const MOST = 160
// In quotes and brackets stands what was given or found.
const WITHIN = /\([^()]*\)|\[[^[\]]*\]|“[^”]*”|«[^»]*»|"[^"]*"|‘[^’]*’|<[^<>]*>/g
const ADDRESSES = /\S*@\S*|\w+:\/\/\S*|[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+/gu
// What a server answers by number says something: 503.
const NUMBERS = /(?<![\p{L}\p{N}])(?![1-5]\d\d(?![\p{L}\p{N}]))\d[\p{L}\p{N}.,:-]*/gu
const WORDS = /[\p{L}\p{N}_-]+/gu

function withoutNames(says: string, own: ReadonlySet<string>): string {
  const bare = says.replace(WITHIN, '').replace(ADDRESSES, '…').replace(WORDS, word => own.has(word.toLowerCase()) ? '…' : word).replace(NUMBERS, '…')
  const short = bare.replace(/\s+/g, ' ').replace(/ (?=[.,:;])/g, '').replace(/…(?:[ ,]*…)+/g, '…').trim()
  return (short.length > MOST ? `${short.slice(0, MOST - 1)}…` : short).replace(/[.:;,\s]+$/, '') || '…'
}
