import type { Finding } from '../contract.ts'
import type { DelegationFacts, Seen } from '../facts.ts'
import { finding, isGandi, type Ground } from '../ground.ts'
import { listed, spanOf } from '../words.ts'

const TWO_DAYS_S = 2 * 86_400

/** What the servers of the zone above say: who serves the domain, and whether somebody vouches for its keys. */
export function delegationFindings({ facts: { delegation, registration }, ours }: Ground): Finding[] {
  const { facts, seen: evidence } = delegation
  if (registration.facts?.absent) return []
  if (!facts) return [finding(['delegation', 'doubt', 'parent-silent'], { evidence, says: { fr: 'La délégation n’a pas pu être lue : serveurs de noms et DNSSEC restent à vérifier.', en: 'The delegation could not be read: name servers and DNSSEC are still to be checked.' } })]
  if (facts.nameServers.length === 0) return [finding(['delegation', 'doubt', 'undelegated'], { evidence, says: { fr: 'Le domaine n’a pas de serveurs de noms : aucun site ni courriel n’y fonctionne, et rien ne peut donc être coupé.', en: 'The domain has no name servers: neither web nor mail works there, so that nothing can be cut.' } })]
  return [whose(facts, ours.nameServers, evidence), ...keys(facts, evidence), ...agreement(facts, evidence)]
}

function whose({ nameServers }: DelegationFacts, ours: readonly string[], evidence: Seen[]): Finding {
  const here = nameServers.filter(name => ours.includes(name))
  const names = listed(nameServers)
  if (here.length === nameServers.length) return finding(['delegation', 'good', 'dns-here'], { evidence, says: { fr: `Le domaine est déjà servi par nos serveurs de noms (${names.fr}).`, en: `The domain is served by our own name servers already (${names.en}).` } })
  if (here.length > 0) return finding(['delegation', 'doubt', 'dns-mixed'], { evidence, says: { fr: `Une partie seulement des serveurs de noms sont les nôtres (${names.fr}) : la réponse dépend de celui qui est interrogé.`, en: `Only some of the name servers are ours (${names.en}): the answer depends on which one is asked.` } })
  if (nameServers.some(isGandi)) return finding(['delegation', 'lost', 'livedns'], { evidence, says: { fr: 'La zone DNS est chez Gandi et y disparaît avec le domaine : il faut la recopier chez nous avant.', en: 'The DNS zone is at Gandi and goes with the domain: it must be copied here before.' } })
  return finding(['delegation', 'good', 'dns-elsewhere'], { evidence, says: { fr: `Les serveurs de noms sont ailleurs (${names.fr}) : le transfert seul n’y change rien.`, en: `The name servers are elsewhere (${names.en}): the transfer alone changes nothing there.` } })
}

function keys({ ds, dsTtl }: DelegationFacts, evidence: Seen[]): Finding[] {
  if (ds.length === 0) return []
  const wait = spanOf(dsTtl ?? TWO_DAYS_S)
  return [finding(['delegation', 'lost', 'dnssec'], { evidence, says: { fr: `Le domaine est signé (DNSSEC) et ses clés ne déménagent pas : il faut désactiver DNSSEC avant de changer de serveurs, puis attendre ${wait.fr}.`, en: `The domain is signed (DNSSEC) and its keys do not move: DNSSEC must be turned off before the servers change, then ${wait.en} waited.` } })]
}

function agreement({ servers }: DelegationFacts, evidence: Seen[]): Finding[] {
  const said = new Set(servers.filter(({ failure }) => failure === null).map(({ nameServers }) => [...nameServers].sort().join(' ')))
  return said.size < 2 ? [] : [finding(['delegation', 'doubt', 'parents-differ'], { evidence, says: { fr: 'Les serveurs du registre ne donnent pas tous les mêmes serveurs de noms : un changement est sans doute en cours.', en: 'The registry’s servers do not all name the same name servers: a change is probably under way.' } })]
}
