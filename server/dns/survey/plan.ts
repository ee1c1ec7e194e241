import { weights, type Finding, type Plan, type PlanStep } from './contract.ts'
import { carryingFindings } from './findings/carrying.ts'
import { delegationFindings } from './findings/delegation.ts'
import { mailAt, mailFindings } from './findings/mail.ts'
import { registrationFindings } from './findings/registration.ts'
import { webFindings } from './findings/web.ts'
import { zoneFindings } from './findings/zone.ts'
import type { Ground } from './ground.ts'
import { dayOf, spanOf } from './words.ts'

const LOW_TTL_S = 300
/** What servers of a registry usually say, when they could not be asked. */
const USUAL_S = 2 * 86_400

/** What a survey means: whether the domain can leave, what is lost or left by that, and what to do in which order. */
export function planOf(ground: Ground): Plan {
  const findings = [registrationFindings, delegationFindings, zoneFindings, mailFindings, webFindings, carryingFindings].flatMap(find => find(ground))
  const sorted = weights.flatMap(weight => findings.filter(one => one.weight === weight))
  return { headline: headlineOf(sorted), findings: sorted, steps: stepsOf(ground, sorted) }
}

/** In one sentence: whether it can leave, and when. */
export function headlineOf(findings: readonly Finding[]): Plan['headline'] {
  const blocking = findings.filter(({ weight }) => weight === 'blocks')
  if (blocking.some(({ lifts }) => lifts === 'others')) return { kind: 'blocked', at: null, says: { fr: 'Bloqué', en: 'Blocked' } }
  const until = Math.max(...blocking.map(one => one.until ?? 0), 0)
  if (until > 0) return { kind: 'from', at: until, says: { fr: `Peut partir le ${dayOf(until).fr}`, en: `Can leave on ${dayOf(until).en}` } }
  if (blocking.some(({ code }) => code !== 'locked')) return { kind: 'after', at: null, says: { fr: 'Peut partir une fois renouvelé', en: 'Can leave once it is renewed' } }
  if (blocking.length > 0) return { kind: 'after', at: null, says: { fr: 'Peut partir une fois déverrouillé', en: 'Can leave once it is unlocked' } }
  if (findings.some(({ code }) => code === 'registry-unknown' || code === 'registry-silent')) return { kind: 'unknown', at: null, says: { fr: 'À vérifier auprès du registre', en: 'To be checked with the registry' } }
  return { kind: 'now', at: null, says: { fr: 'Peut partir dès maintenant', en: 'Can leave now' } }
}

type Step = Omit<PlanStep, 'from'> & { from?: number, if?: boolean }

/** What is to be done, in the order in which nothing stops working: name servers before registrar, and DNSSEC before name servers. */
function stepsOf(ground: Ground, findings: readonly Finding[]): PlanStep[] {
  if (findings.some(({ code }) => code === 'unregistered')) return []
  return [...preparing(ground, findings), ...switching(ground, findings), ...moving(ground, findings)].filter(step => step.if !== false)
    .map(({ code, says, from }) => ({ code, says, from: from ?? null }))
}

function preparing(ground: Ground, findings: readonly Finding[]): Step[] {
  const { facts: { zone, delegation } } = ground
  const has = (code: string) => findings.some(one => one.code === code)
  const highest = zone.facts?.highestTtl ?? 0
  const wait = spanOf(highest)
  const keys = spanOf(delegation.facts?.dsTtl ?? USUAL_S)
  return [
    { code: 'renew', if: has('expired') || has('expires-soon'), says: { fr: 'Renouveler le domaine là où il est.', en: 'Renew the domain where it is.' } },
    { code: 'owner', says: { fr: 'Vérifier que l’adresse du titulaire reçoit, sans changer ni son nom ni son organisation : ce changement peut bloquer le transfert 60 jours.', en: 'Check that the owner’s address receives mail, and change neither name nor organisation: such a change can block the transfer for 60 days.' } },
    { code: 'lower-ttl', if: highest > LOW_TTL_S && !has('dns-here'), says: { fr: `Ramener les durées de vie (TTL) à 5 minutes, au moins ${wait.fr} avant la bascule.`, en: `Lower the times to live (TTL) to 5 minutes, at least ${wait.en} before the switch.` } },
    { code: 'copy-zone', if: !has('dns-here') && !has('undelegated'), says: { fr: 'Recopier la zone chez nous et comparer les deux, enregistrement par enregistrement.', en: 'Copy the zone here and compare the two, record by record.' } },
    { code: 'copy-mail', if: mailAt(ground) === 'gandi', says: { fr: 'Créer les boîtes chez nous et recopier les messages une première fois.', en: 'Make the mailboxes here and copy the messages a first time.' } },
    { code: 'dnssec-off', if: has('dnssec') && !has('dns-here'), says: { fr: `Désactiver DNSSEC, puis attendre ${keys.fr} après que le registre ne montre plus la clé.`, en: `Turn DNSSEC off, then wait ${keys.en} after the registry has ceased to show the key.` } },
  ]
}

function switching(ground: Ground, findings: readonly Finding[]): Step[] {
  const has = (code: string) => findings.some(one => one.code === code)
  const wait = spanOf(ground.facts.delegation.facts?.nsTtl ?? USUAL_S)
  return [
    { code: 'switch', if: !has('dns-here'), says: { fr: `Changer les serveurs de noms chez le bureau d’enregistrement actuel, avant le transfert : tout le monde suit en ${wait.fr} au plus.`, en: `Change the name servers at the present registrar, before the transfer: everybody follows within ${wait.en}.` } },
    { code: 'certificate', if: has('certificate') && !has('dns-here'), says: { fr: 'Faire le certificat chez nous dès que le nom y mène.', en: 'Make the certificate here as soon as the name leads here.' } },
    { code: 'copy-mail-again', if: mailAt(ground) === 'gandi', says: { fr: 'Recopier les messages arrivés entre-temps, jusqu’à ce qu’il n’en vienne plus.', en: 'Copy the messages that came meanwhile, until none comes any more.' } },
  ]
}

function moving({ rules, now }: Ground, findings: readonly Finding[]): Step[] {
  const blocking = findings.filter(({ weight }) => weight === 'blocks')
  const until = Math.max(...blocking.map(one => one.until ?? 0), now)
  const validity = rules.codeValidityDays === null ? { fr: '', en: '' } : { fr: ` (valable ${rules.codeValidityDays} jours)`, en: ` (good for ${rules.codeValidityDays} days)` }
  return [
    { code: 'wait-until', if: until > now, from: until, says: { fr: `Attendre le ${dayOf(until).fr}.`, en: `Wait until ${dayOf(until).en}.` } },
    { code: 'unlock', if: blocking.some(({ code }) => code === 'locked'), says: { fr: 'Retirer le verrou de transfert.', en: 'Lift the transfer lock.' } },
    { code: 'code', if: rules.codeRequired !== false, says: { fr: `Demander le code de transfert${validity.fr}.`, en: `Ask for the transfer code${validity.en}.` } },
    { code: 'transfer', says: { fr: 'Commander le transfert avec les mêmes serveurs de noms et le même titulaire.', en: 'Order the transfer with the same name servers and the same owner.' } },
    { code: 'wait', if: rules.waitDays !== 0, says: waiting(rules) },
    { code: 'check', says: { fr: 'Vérifier que serveurs de noms, contacts et date d’expiration sont les bons, et remettre le verrou.', en: 'Check that name servers, contacts and expiry are right, and lock it again.' } },
  ]
}

function waiting({ waitDays, refusedWaitDays }: Ground['rules']): PlanStep['says'] {
  if (waitDays === null) return { fr: 'Attendre la fin du transfert : sa durée dépend du registre.', en: 'Wait for the end of the transfer: how long it takes is up to the registry.' }
  const refused = refusedWaitDays === null ? { fr: '', en: '' } : { fr: ` ; ${refusedWaitDays} jours en cas de refus`, en: `; ${refusedWaitDays} days if it is refused` }
  return { fr: `Attendre ${waitDays} jours au plus, moins si le membre accepte par le lien qu’il reçoit${refused.fr}.`, en: `Wait ${waitDays} days at most, less if the member accepts by the link they are sent${refused.en}.` }
}

