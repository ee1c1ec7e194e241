import type { DnsRecord } from '../record.ts'
import type { Said } from './said.ts'
import { isStandard } from './standard.ts'
import { textOf } from './txt.ts'
import { relative } from './writing.ts'

/** What a hosting's panel can hold of a zone. What it cannot, an administrator may still write in by hand. */
export type Capabilities = {
  name: string
  types: readonly string[]
  /** The preferences that its MX records have; null: any. */
  mxPreferences: readonly number[] | null
  /** Bytes of a TXT record. */
  longestText: number
  /** Signs that a TXT record may not hold. */
  textWithout: string
  /** `*.sub`; `*` itself is common. */
  wildcardsBelow: boolean
  /** Where an administrator writes the rest. */
  where: Said
}

/** AlternC 3.5 as it comes: its kinds of entries are templates, `mx` with a preference of 5 and `mx2` with one of 10. */
export const ALTERNC: Capabilities = {
  name: 'AlternC',
  types: ['A', 'AAAA', 'CNAME', 'MX', 'TXT'],
  mxPreferences: [5, 10],
  longestText: 255,
  textWithout: '"\\',
  wildcardsBelow: false,
  where: {
    fr: 'dans le fichier de zone, sous la ligne « ;;; END ALTERNC AUTOGENERATE CONFIGURATION », qu’AlternC ne touche jamais',
    en: 'in the zone file, below the line ";;; END ALTERNC AUTOGENERATE CONFIGURATION", which AlternC never touches',
  },
}

/** Why a record cannot be kept as it is; null when it can. Times to live are left aside: they are compared apart. */
export function whyNot(record: DnsRecord, { zone, capabilities }: { zone: string, capabilities: Capabilities }): Said | null {
  return HINDRANCES.find(({ when }) => when(record, { zone, capabilities }))?.why(record, capabilities) ?? null
}

type Hindrance = { when: (record: DnsRecord, at: { zone: string, capabilities: Capabilities }) => boolean, why: (record: DnsRecord, capabilities: Capabilities) => Said }

const HINDRANCES: Hindrance[] = [
  {
    when: ({ type }) => !isStandard(type),
    why: ({ type }) => ({ fr: `${type} n’existe que chez certains prestataires : mettre à la place les adresses (A, AAAA) vers lesquelles il mène.`, en: `${type} exists at some providers only: put in its place the addresses (A, AAAA) to which it leads.` }),
  },
  {
    when: ({ type, name }, { zone }) => type === 'NS' && name !== zone,
    why: (_record, { name }) => ({ fr: `${name} ne sait pas confier un sous-domaine à d’autres serveurs de noms (NS).`, en: `${name} cannot hand a subdomain over to other name servers (NS).` }),
  },
  {
    when: ({ type }, { capabilities }) => !capabilities.types.includes(type),
    why: ({ type }, { name }) => ({ fr: `${name} ne connaît pas les enregistrements ${type}.`, en: `${name} does not know ${type} records.` }),
  },
  {
    when: ({ name }, { zone, capabilities }) => !capabilities.wildcardsBelow && /^\*\../u.test(relative(name, zone)),
    why: (_record, { name }) => ({ fr: `${name} ne connaît pas de joker (*) sous un sous-domaine.`, en: `${name} knows no wildcard (*) below a subdomain.` }),
  },
  {
    when: ({ type, data }, { capabilities }) => type === 'MX' && capabilities.mxPreferences !== null && !capabilities.mxPreferences.includes(Number(data.split(' ')[0])),
    why: (_record, { name, mxPreferences }) => ({ fr: `${name} donne aux MX les priorités ${mxPreferences?.join(' ou ')}, et aucune autre.`, en: `${name} gives MX records the preferences ${mxPreferences?.join(' or ')}, and no other.` }),
  },
  {
    when: ({ type, data }, { capabilities }) => type === 'TXT' && Buffer.byteLength(textOf(data)) > capabilities.longestText,
    why: (_record, { name, longestText }) => ({ fr: `${name} ne tient pas un texte de plus de ${longestText} octets.`, en: `${name} holds no text of more than ${longestText} bytes.` }),
  },
  {
    when: ({ type, data }, { capabilities }) => type === 'TXT' && !plain(textOf(data), capabilities.textWithout),
    why: (_record, { name }) => ({ fr: `${name} n’accepte pas certains signes de ce texte.`, en: `${name} does not accept some signs of this text.` }),
  },
]

const plain = (text: string, without: string) => /^[\x20-\x7E]*$/u.test(text) && ![...without].some(sign => text.includes(sign))

/** The lines that an administrator copies as they are: names are whole, so that they are right wherever they stand. */
export const handedOver = (records: readonly DnsRecord[]): string => records.map(({ name, ttl, type, data }) => `${isStandard(type) ? '' : '; '}${name} ${ttl} IN ${type} ${data}`).join('\n')
