import { readAddresses } from '../understanding/addresses.ts'
import type { MailAddress, ParsedMail } from '../understanding/message.ts'
import { allCarried } from './carried.ts'
import { listAddresses } from './list-addresses.ts'
import type { Post } from './post.ts'
import type { Source } from './source.ts'

type Speaker = { name: string, address: string | null }

/**
 * Who wrote a message to a list. Where From is the author's, it counts; where the list speaks in their name (DMARC), the first of what its
 * software leaves of them: X-Original-From, the words of From, Reply-To, X-MailFrom, and somebody of the same name in Cc.
 */
export function listAuthor(mail: ParsedMail, source: Source): Post['author'] {
  const list = listAddresses(mail, source)
  const isTheirs = (address: string) => address.includes('@') && !list.isPosting(address) && !list.isMachine(address)
  if (mail.from === null) return { name: '', handle: null, address: null }
  if (isTheirs(mail.from.address)) return { name: mail.from.name, handle: null, address: mail.from.address }
  const said = speakerIn(mail.from.name)
  const original = originalFrom(mail)
  const candidates = [
    original,
    said,
    named(mail.replyTo.filter(({ address }) => isTheirs(address)), said.name, { alone: true }),
    { name: '', address: returnAddress(allCarried(mail, 'x-mailfrom')) },
    named(mail.cc.filter(({ address }) => isTheirs(address)), said.name, { alone: false }),
  ]
  const found = candidates.find(candidate => candidate?.address != null && isTheirs(candidate.address))
  return { name: original?.name || said.name || found?.name || '', handle: null, address: found?.address ?? null }
}

/** A list does not look whether its author wrote one as well: of two that differ none is believed. */
function originalFrom(mail: ParsedMail): Speaker | null {
  const found = readAddresses(allCarried(mail, 'x-original-from'))
  const [first] = found
  return first && found.every(({ address }) => address.toLowerCase() === first.address.toLowerCase()) ? first : null
}

/** Of several people the one of that name; somebody alone only where the list itself has put them there. */
function named(people: readonly MailAddress[], name: string, { alone }: { alone: boolean }): Speaker | null {
  const key = name.toLowerCase()
  const same = key === '' ? undefined : people.find(one => [one.name.toLowerCase(), one.address.toLowerCase(), one.address.slice(0, one.address.lastIndexOf('@')).toLowerCase()].includes(key))
  return same ?? (alone && people.length === 1 ? people[0] ?? null : null)
}

const ON_BEHALF = 'on behalf of|de la part de|au nom de|im namen von|en nombre de|per conto di|em nome de|namens'
const VIA = 'via|über|a través de|tramite|através de|через|przez|通过|經由|経由'

const PHRASES: readonly [RegExp, (found: readonly string[]) => Speaker][] = [
  // "entraide Mailing List (on behalf of Camille Martin)", "Liste entraide (de la part de camille@free.example)"
  [new RegExp(`^[^()]*\\((?:${ON_BEHALF})\\s+([^()]+)\\)$`, 'iu'), ([, who = '']) => spoken(who)],
  // "Camille Martin (camille@free.example via entraide)", "Camille Martin (via entraide Mailing List)"
  [new RegExp(`^(.*?)\\s*\\((?:([^()\\s]+@[^()\\s]+)\\s+)?(?:${VIA})\\s+[^()]+\\)$`, 'iu'), ([, name = '', address]) => ({ name: name.trim(), address: address ?? null })],
  // "Camille Martin (camille@free.example)"
  [/^(.*?)\s*\(([^()\s]+@[^()\s]+)\)$/u, ([, name = '', address]) => ({ name: name.trim(), address: address ?? null })],
  // "Camille Martin via Entraide"
  [new RegExp(`^(.*\\S)\\s+(?:${VIA})\\s+\\S.*$`, 'iu'), ([, who = '']) => spoken(who)],
]

/** For whom a list speaks, going by the name it writes into From: Sympa's five phrases, and those of Mailman and others. */
export function speakerIn(name: string): Speaker {
  const words = name.trim().replace(/^via\s+\S.*$/iu, '')
  for (const [phrase, speaker] of PHRASES) {
    const found = phrase.exec(words)
    if (found) return speaker(found)
  }
  return { name: words, address: null }
}

const spoken = (who: string): Speaker => /^\S+@\S+$/.test(who.trim()) ? { name: '', address: who.trim() } : { name: who.trim(), address: null }

/** The address that a mail was sent from, without the marks that servers add to it (BATV, SRS). */
function returnAddress(values: readonly string[]): string | null {
  const written = readAddresses(values)[0]?.address ?? null
  if (written === null) return null
  const [, plain] = /^(?:prvs=[^=]*=|btv1==[^=]*==)(.+)$/i.exec(written) ?? []
  const [, host, local] = /^srs0[=+-][^=]*=[^=]*=([^=]+)=(.+)@[^@]+$/i.exec(written) ?? []
  const found = plain ?? (host && local ? `${local}@${host}` : written)
  return /^(bounces?|returns?|no-?reply)\b/i.test(found) ? null : found
}
