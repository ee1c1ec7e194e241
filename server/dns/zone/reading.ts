import { isWithin } from '../names.ts'
import type { DnsRecord } from '../record.ts'
import type { Entry, Problem } from './entries.ts'
import { entriesOf, LIMITS, problemAt } from './entries.ts'
import { dataFromWords } from './rdata/data.ts'
import { nameFromText } from './rdata/names.ts'
import { secondsOf } from './rdata/numbers.ts'
import { typeName, typeNumber } from './rdata/type-numbers.ts'
import type { Word } from './rdata/words.ts'
import { isStandard } from './standard.ts'
import { Unreadable } from './said.ts'

/** A record and the line where it was found. */
export type PlacedRecord = DnsRecord & { line: number }

/** A zone as it was read. Each entry is a record or a problem: `entries` is how many there were, instructions (`$TTL`) left out. */
export type ZoneReading = { records: PlacedRecord[], problems: Problem[], entries: number }

type State = {
  zone: string
  /** null: an instruction should have changed it and could not be followed. */
  origin: string | null
  /** null: the line before could not say whose it is. */
  owner: string | null
  /** By $TTL, by the last record that said one, by the SOA. */
  ttl: { presumed: number | null, said: number | null, soa: number | null }
}

/**
 * Reads a zone as people and programs write it: master files, exports of Gandi, what dig prints. Names that do not end in
 * a dot are below `origin`, which is also the zone; `ttl` is for records that have none and for which no $TTL is said.
 */
export function readZone(text: string, { origin, ttl }: { origin: string, ttl?: number }): ZoneReading {
  const state: State = { zone: origin, origin, owner: null, ttl: { presumed: null, said: ttl ?? null, soa: null } }
  const reading: ZoneReading = { records: [], problems: [], entries: 0 }
  if (text.length > LIMITS.characters) return { ...reading, problems: [problemAt({ line: 1, source: '' }, tooLarge.said)], entries: 1 }
  const seen = new Set<string>()
  for (const entry of entriesOf(text)) {
    if (reading.entries >= LIMITS.entries || reading.problems.length >= LIMITS.problems) {
      reading.entries++
      reading.problems.push(problemAt({ line: entry.line, source: entry.source }, tooMany.said))
      break
    }
    addEntry(entry, { state, reading, seen })
  }
  return reading
}

const tooLarge = new Unreadable('Ce texte est trop long pour être une zone : rien n’en est lu.', 'This text is too long for a zone: nothing of it is read.')
const tooMany = new Unreadable('Cette zone a trop d’enregistrements ou d’erreurs : ce qui suit n’est pas lu.', 'This zone has too many records or mistakes: what follows is not read.')

function addEntry(entry: Entry | Problem, { state, reading, seen }: { state: State, reading: ZoneReading, seen: Set<string> }) {
  const record = 'words' in entry ? read(entry, state) : entry
  // Whose it was is not known any more; the next line that names nobody must not go to somebody else.
  if (!('words' in entry)) state.owner = null
  if (!record) return
  reading.entries++
  if ('said' in record) return reading.problems.push(record)
  const same = `${record.name} ${record.type} ${record.data}`
  if (seen.has(same)) return reading.problems.push(problemAt(entry, repeated, 'repeated'))
  seen.add(same)
  return reading.records.push(record)
}

const repeated = { fr: 'Le même enregistrement figure déjà plus haut.', en: 'The same record stands further up already.' }

/** The record, or why there is none; null for an instruction that was followed. */
function read(entry: Entry, state: State): PlacedRecord | Problem | null {
  try {
    const first = entry.words[0]!
    if (!entry.indented && !first.quoted && first.text.startsWith('$')) return follow(entry.words, state)
    return { ...recordOf(entry, state), line: entry.line }
  }
  catch (error) {
    if (error instanceof Unreadable) return problemAt(entry, error.said)
    throw error
  }
}

const INSTRUCTIONS: Partial<Record<string, (argument: string, state: State) => null>> = {
  $ORIGIN: (argument, state) => {
    const before = state.origin
    state.origin = null
    state.origin = nameFromText(argument, before)
    return null
  },
  $TTL: (argument, state) => {
    state.ttl.presumed = checkedTtl(secondsOf(argument))
    return null
  },
  $INCLUDE: () => { throw new Unreadable('Un autre fichier n’est jamais lu d’ici : collez-le à cet endroit.', 'Another file is never read from here: paste it in this place.') },
  $GENERATE: () => { throw new Unreadable('Les lignes d’un $GENERATE doivent être écrites une à une.', 'The lines of a $GENERATE must be written out one by one.') },
}

function follow([instruction, argument]: Word[], state: State): null {
  const known = INSTRUCTIONS[instruction?.text.toUpperCase() ?? '']
  if (!known) throw new Unreadable(`L’instruction « ${instruction?.text.slice(0, 40)} » n’est pas connue.`, `The instruction "${instruction?.text.slice(0, 40)}" is not known.`)
  return known(argument?.text ?? '', state)
}

function checkedTtl(ttl: number | undefined): number {
  // RFC 2181 §8.
  if (ttl === undefined || ttl >= 2 ** 31) throw new Unreadable('La durée de vie (TTL) n’en est pas une.', 'The time to live (TTL) is none.')
  return ttl
}

function recordOf({ words, indented }: Entry, state: State): DnsRecord {
  const name = ownerOf(indented ? null : words[0]!, state)
  const { ttl, at } = classAndTtl(words, indented ? 0 : 1)
  const type = typeOf(words[at])
  const data = isStandard(type)
    ? dataFromWords(typeNumber(type)!, { words, at: at + 1, origin: state.origin })
    : aliasOf(words.slice(at + 1), state.origin)
  const record = { name, ttl: ttlOf({ type, ttl, data }, state), type, data }
  if (!isWithin(name, state.zone)) throw new Unreadable(`Ce nom ne fait pas partie de la zone ${state.zone}`, `This name is not part of the zone ${state.zone}`)
  return record
}

function ownerOf(word: Word | null, state: State): string {
  if (word) {
    state.owner = null
    state.owner = nameFromText(word.text, state.origin)
  }
  if (state.owner === null) throw new Unreadable('Cette ligne commence par une espace : elle appartient à la précédente, qui ne dit pas à quel nom.', 'This line begins with a space: it belongs to the one before, which does not say to which name.')
  return state.owner
}

/** Both may be left out, and come in either order. */
function classAndTtl(words: Word[], from: number): { ttl: number | null, at: number } {
  let [ttl, at]: [number | null, number] = [null, from]
  for (; at < from + 2; at++) {
    const word = words[at]?.text.toUpperCase() ?? ''
    if (['CH', 'HS', 'CS'].includes(word)) throw new Unreadable(`La classe ${word} n’est pas celle d’Internet (IN).`, `The class ${word} is not that of the Internet (IN).`)
    if (word === 'IN' || word === 'CLASS1') continue
    if (!/^\d/u.test(word)) break
    ttl = checkedTtl(secondsOf(word))
  }
  return { ttl, at }
}

// They answer questions or carry a transfer; none is ever kept in a zone.
const NEVER_KEPT = ['OPT', 'TKEY', 'TSIG', 'IXFR', 'AXFR', 'ANY']

function typeOf(word: Word | undefined): string {
  if (!word) throw new Unreadable('Il manque le type de l’enregistrement.', 'The type of the record is missing.')
  const upper = word.text.toUpperCase()
  const number = typeNumber(upper)
  const type = number === undefined ? upper : typeName(number)
  if (NEVER_KEPT.includes(type)) throw new Unreadable(`Une zone ne contient jamais de ${type}.`, `A zone never holds ${type}.`)
  if (number === undefined && isStandard(type)) throw new Unreadable(`« ${word.text.slice(0, 40)} » n’est pas un type connu.`, `"${word.text.slice(0, 40)}" is not a type that is known.`)
  return type
}

function aliasOf([target, more]: Word[], origin: string | null): string {
  if (!target || more) throw new Unreadable('Un alias désigne un nom, et un seul.', 'An alias leads to one name, and no more.')
  return nameFromText(target.text, origin)
}

function ttlOf({ type, ttl, data }: { type: string, ttl: number | null, data: string }, { ttl: known }: State): number {
  if (type === 'SOA') known.soa = Math.min(Number(data.split(' ')[6] ?? 0), 2 ** 31 - 1)
  if (ttl !== null) known.said = ttl
  const found = ttl ?? known.presumed ?? known.said ?? known.soa
  if (found === null) throw new Unreadable('Aucune durée de vie (TTL) n’est donnée, ni ici ni plus haut.', 'No time to live (TTL) is given, neither here nor further up.')
  return found
}
