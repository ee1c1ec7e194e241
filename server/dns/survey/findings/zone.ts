import type { Finding, Said } from '../contract.ts'
import type { Seen, ServerFacts, ZoneFacts } from '../facts.ts'
import { askedOf, finding, type Ground } from '../ground.ts'
import { bare, listed } from '../words.ts'

/** How the name servers serve the zone: whether all of them do, and say the same. */
export function zoneFindings({ facts: { zone, delegation, domain } }: Ground): Finding[] {
  const { facts, failure, seen } = zone
  if (!facts) return failure === null || failure === 'absent' ? [] : [finding(['zone', 'doubt', 'zone-silent'], { evidence: seen, says: { fr: 'La zone n’a pas pu être lue : il faudra l’exporter chez l’hébergeur actuel.', en: 'The zone could not be read: it will have to be exported where it is.' } })]
  const parents = delegation.facts?.nameServers ?? []
  return [...serverFindings(facts, seen), ...signatures(facts, askedOf(seen, [`${domain}. SOA`])), ...sameNames(facts, parents, askedOf(seen, [`${domain}. NS`])), ...whole(facts, seen)]
}

const REASONS: Readonly<Record<string, Said>> = {
  'silent': { fr: 'ne répond pas', en: 'does not answer' },
  'refused': { fr: 'refuse de répondre', en: 'refuses to answer' },
  'lame': { fr: 'ne connaît pas la zone', en: 'does not know the zone' },
  'no-address': { fr: 'n’a pas d’adresse', en: 'has no address' },
  'not-public': { fr: 'a une adresse privée', en: 'has a private address' },
  'unreachable': { fr: 'ne peut pas être joint', en: 'cannot be reached' },
  'unreadable': { fr: 'répond de façon illisible', en: 'gives answers that cannot be read' },
}
const other: Said = { fr: 'n’a pas pu être interrogé', en: 'could not be asked' }

function serverFindings({ servers, differing }: ZoneFacts, seen: Seen[]): Finding[] {
  const [failing, working] = [servers.filter(({ failure }) => failure !== null), servers.filter(({ failure }) => failure === null)]
  const without = working.filter(({ tcp }) => !tcp)
  const serials = [...new Set(working.flatMap(({ serial }) => serial ?? []))]
  const found: Finding[] = []
  if (failing.length > 0) found.push(finding(['zone', 'doubt', 'server-failing'], { evidence: of(failing, seen), says: failingWords(failing) }))
  if (without.length > 0) found.push(finding(['zone', 'doubt', 'server-without-tcp'], { evidence: of(without, seen), says: said(without, { fr: 'ne répond pas en TCP : les longues réponses (DNSSEC, clés DKIM) s’y perdent.', en: 'does not answer over TCP: long answers (DNSSEC, DKIM keys) get lost there.' }) }))
  if (serials.length > 1) found.push(finding(['zone', 'doubt', 'serials-differ'], { evidence: askedOf(of(working, seen), ['']), says: { fr: `Les serveurs n’ont pas la même version de la zone (${serials.join(', ')}) : une mise à jour est en cours, ou un serveur ne suit plus.`, en: `The servers do not hold the same version of the zone (${serials.join(', ')}): an update is under way, or a server lags behind.` } }))
  if (differing.length > 0) {
    const names = listed(differing.map(({ name, type }) => `${bare(name)} ${type}`))
    found.push(finding(['zone', 'doubt', 'records-differ'], { evidence: askedOf(seen, differing.map(({ name, type }) => `${name} ${type}`)), says: { fr: `Les serveurs ne répondent pas tous la même chose pour ${names.fr}.`, en: `The servers do not all give the same answer for ${names.en}.` } }))
  }
  if (found.length > 0 || servers.length === 0) return found
  return [finding(['zone', 'good', 'servers-agree'], { evidence: seen, says: { fr: 'Tous les serveurs de noms répondent, et disent la même chose.', en: 'All name servers answer, and say the same.' } })]
}

const of = (servers: readonly ServerFacts[], seen: readonly Seen[]) => seen.filter(one => servers.some(({ address }) => address === one.of))
const said = (servers: readonly ServerFacts[], does: Said): Said => {
  const names = listed([...new Set(servers.map(({ name }) => name))])
  return { fr: `${names.fr} ${does.fr}`, en: `${names.en} ${does.en}` }
}

function failingWords(servers: readonly ServerFacts[]): Said {
  const lines = servers.map(({ name, address, failure }) => ({ who: address === '' ? bare(name) : `${bare(name)} (${address})`, why: REASONS[failure ?? ''] ?? other }))
  return { fr: `${lines.map(({ who, why }) => `${who} ${why.fr}`).join(', ')}.`, en: `${lines.map(({ who, why }) => `${who} ${why.en}`).join(', ')}.` }
}

function signatures({ dnssec }: ZoneFacts, evidence: Seen[]): Finding[] {
  if (dnssec === 'broken') return [finding(['zone', 'doubt', 'dnssec-broken'], { evidence, says: { fr: 'Les signatures DNSSEC sont cassées : une partie des internautes ne peut déjà plus joindre ce domaine. Désactivez DNSSEC chez le bureau d’enregistrement sans attendre.', en: 'The DNSSEC signatures are broken: some people cannot reach this domain already. Turn DNSSEC off at the registrar without waiting.' } })]
  return dnssec === 'signed' ? [finding(['zone', 'good', 'dnssec-valid'], { evidence, says: { fr: 'Les signatures DNSSEC sont valides.', en: 'The DNSSEC signatures are valid.' } })] : []
}

function sameNames({ records, soa }: ZoneFacts, parents: readonly string[], evidence: Seen[]): Finding[] {
  const own = records.filter(({ type, name }) => type === 'NS' && name === soa?.name).map(({ data }) => data)
  if (own.length === 0 || parents.length === 0 || [...own].sort().join(' ') === [...parents].sort().join(' ')) return []
  const [here, above] = [listed(own), listed(parents)]
  return [finding(['zone', 'doubt', 'ns-differ'], { evidence, says: { fr: `La zone nomme d’autres serveurs (${here.fr}) que le registre (${above.fr}).`, en: `The zone names other servers (${here.en}) than the registry (${above.en}).` } })]
}

function whole({ whole: isWhole, records }: ZoneFacts, seen: Seen[]): Finding[] {
  if (records.length === 0) return []
  const count = records.length
  if (isWhole) return [finding(['zone', 'good', 'zone-whole'], { evidence: seen.filter(({ asked }) => asked.includes('AXFR')), says: { fr: `La zone entière a été lue : ${count} enregistrements.`, en: `The whole zone was read: ${count} records.` } })]
  return [finding(['zone', 'manual', 'zone-guessed'], { evidence: [], says: { fr: `${count} enregistrements ont été trouvés à des noms courants ; il peut y en avoir d’autres. Demandez au membre l’export texte de sa zone.`, en: `${count} records were found at usual names; there may be others. Ask the member for the text export of the zone.` } })]
}
