import type { DnsRecord } from '../../record.ts'
import { leftoverOf } from '../../zone/leftovers.ts'
import { ALTERNC, whyNot } from '../../zone/representation.ts'
import type { Finding, Said } from '../contract.ts'
import { askedOf, finding, isGandi, type Ground } from '../ground.ts'
import { bare, listed } from '../words.ts'

/** Made anew by whoever signs. */
const SIGNATURES = new Set(['RRSIG', 'NSEC', 'NSEC3', 'NSEC3PARAM', 'DNSKEY', 'CDS', 'CDNSKEY', 'DS', 'TYPE65534'])

/** What is to be known besides of some types. */
const ADVICE: Readonly<Record<string, Said>> = {
  CAA: { fr: ' Ils disent qui peut faire des certificats : letsencrypt.org doit en être.', en: ' They say who may make certificates: letsencrypt.org must be among them.' },
  TLSA: { fr: ' Ils décrivent les certificats actuels : à retirer avant le changement, puis à refaire.', en: ' They describe the present certificates: to be taken out before the change, then made anew.' },
}

/** What the hosting cannot keep as it is, and somebody has to see to. What belongs to Gandi's own services is not carried at all. */
export function carryingFindings({ facts: { zone, domain } }: Ground): Finding[] {
  const apex = `${domain}.`
  const found = new Map<string, { records: DnsRecord[], why: Said }>()
  for (const record of zone.facts?.records ?? []) {
    if (isLeft(record, apex)) continue
    const why = whyNot(record, { zone: apex, capabilities: ALTERNC })
    if (why === null) continue
    const same = found.get(codeOf(record)) ?? { records: [], why }
    same.records.push(record)
    found.set(codeOf(record), same)
  }
  return [...found].map(([code, { records, why }]) => {
    const names = listed([...new Set(records.map(({ name, type }) => `${bare(name)} ${type}`))])
    const advice = ADVICE[records[0]?.type ?? ''] ?? { fr: '', en: '' }
    return finding(['zone', 'manual', code], {
      evidence: askedOf(zone.seen, records.map(({ name, type }) => `${name} ${type}`)),
      says: { fr: `${why.fr} Un administrateur doit s’en occuper : ${names.fr}.${advice.fr}`, en: `${why.en} An administrator must see to it: ${names.en}.${advice.en}` },
    })
  })
}

function isLeft(record: DnsRecord, apex: string): boolean {
  const { name, type, data } = record
  return SIGNATURES.has(type) || (name === apex && (type === 'NS' || type === 'SOA')) || data.split(' ').some(isGandi) || leftoverOf(record, apex) !== null
}

const CODES: Readonly<Record<string, string>> = { SRV: 'carry-srv', CAA: 'carry-caa', TLSA: 'carry-tlsa', NS: 'carry-delegation', MX: 'carry-priorities', TXT: 'carry-text' }

const codeOf = ({ name, type }: DnsRecord) => name.startsWith('*.') && ['A', 'AAAA', 'CNAME', 'MX', 'TXT'].includes(type) ? 'carry-wildcard' : CODES[type] ?? 'carry-other'
