import type { DnsRecord } from '../../record.ts'
import type { Finding, Said } from '../contract.ts'
import { askedOf, finding, isGandi, type Ground } from '../ground.ts'
import { bare, listed } from '../words.ts'

type Obstacle = { code: string, says: (names: Said) => Said, isOne: (record: DnsRecord, apex: string) => boolean }

/** What the hosting keeps by itself: everything else goes into the part of the zone that an administrator writes. */
const CARRIED = new Set(['A', 'AAAA', 'CNAME', 'MX', 'TXT', 'NS', 'SOA'])
/** Made anew by whoever signs. */
const SIGNATURES = new Set(['RRSIG', 'NSEC', 'NSEC3', 'NSEC3PARAM', 'DNSKEY', 'CDS', 'CDNSKEY', 'DS', 'TYPE65534'])

const byHand = (fr: string, en: string) => (names: Said): Said => ({ fr: `${fr} (${names.fr}) : à écrire à la main dans la zone.`, en: `${en} (${names.en}): to be written into the zone by hand.` })

const obstacles: readonly Obstacle[] = [
  { code: 'carry-srv', isOne: ({ type }) => type === 'SRV', says: byHand('L’hébergement ne sait pas enregistrer les SRV', 'The hosting cannot keep SRV records') },
  { code: 'carry-caa', isOne: ({ type }) => type === 'CAA', says: names => ({ fr: `Des CAA disent qui peut faire des certificats (${names.fr}) : à écrire à la main dans la zone, avec letsencrypt.org parmi eux.`, en: `CAA records say who may make certificates (${names.en}): to be written into the zone by hand, with letsencrypt.org among them.` }) },
  { code: 'carry-tlsa', isOne: ({ type }) => type === 'TLSA', says: names => ({ fr: `Des TLSA décrivent les certificats actuels (${names.fr}) : à retirer avant le changement, puis à refaire.`, en: `TLSA records describe the present certificates (${names.en}): to be taken out before the change, then made anew.` }) },
  { code: 'carry-delegation', isOne: ({ type, name }, apex) => type === 'NS' && name !== apex, says: byHand('Des sous-domaines sont confiés à d’autres serveurs', 'Subdomains are entrusted to other servers') },
  { code: 'carry-wildcard', isOne: ({ type, name }, apex) => CARRIED.has(type) && name.startsWith('*.') && name !== `*.${apex}`, says: byHand('L’hébergement ne sait pas enregistrer « * » sous un sous-domaine', 'The hosting cannot keep “*” below a subdomain') },
  { code: 'carry-other', isOne: ({ type }) => !CARRIED.has(type) && !SIGNATURES.has(type) && !['SRV', 'CAA', 'TLSA'].includes(type), says: byHand('L’hébergement ne connaît pas ces enregistrements', 'The hosting does not know these records') },
]

/** What the hosting cannot keep as it is, and somebody has to see to. What belongs to Gandi's own services is not carried at all. */
export function carryingFindings({ facts: { zone, domain, mail } }: Ground): Finding[] {
  const apex = `${domain}.`
  const records = (zone.facts?.records ?? []).filter(({ data }) => !data.split(' ').some(isGandi))
  const found = obstacles.flatMap(({ code, says, isOne }) => {
    const those = records.filter(record => isOne(record, apex))
    if (those.length === 0) return []
    const names = listed([...new Set(those.map(({ name, type }) => `${bare(name)} ${type}`))])
    return [finding(['zone', 'manual', code], { says: says(names), evidence: askedOf(zone.seen, those.map(({ name, type }) => `${name} ${type}`)) })]
  })
  return [...found, ...priorities(mail.facts?.mx.filter(({ host }) => !isGandi(host)) ?? [])]
}

/** The hosting knows a first and a second mail server, and no other numbers. */
function priorities(mx: readonly { preference: number, host: string }[]): Finding[] {
  const ranks = new Set(mx.map(({ preference }) => preference))
  if (ranks.size < 3) return []
  return [finding(['mail', 'manual', 'carry-priorities'], { says: { fr: `Les serveurs de courriel ont ${ranks.size} rangs : l’hébergement n’en connaît que deux, les autres sont à écrire à la main.`, en: `The mail servers have ${ranks.size} ranks: the hosting knows two, the others are to be written by hand.` } })]
}
