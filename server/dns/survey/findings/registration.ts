import type { Registration } from '../../looks.ts'
import type { TldRules } from '../../tlds/tld-rules.ts'
import type { Finding } from '../contract.ts'
import { finding, type Ground } from '../ground.ts'
import type { Seen } from '../facts.ts'
import { dayOf } from '../words.ts'
import { statusFindings } from './statuses.ts'

const DAY_MS = 86_400_000

/** What the registry's answer means for whoever wants to move the domain. */
export function registrationFindings({ facts: { registration }, rules, now }: Ground): Finding[] {
  const { facts, seen: evidence } = registration
  if (facts?.absent) return [finding(['registration', 'blocks', 'unregistered'], { lifts: 'others', evidence, says: { fr: 'Le registre ne connaît pas ce domaine : il n’est pas enregistré.', en: 'The registry does not know this domain: it is not registered.' } })]
  const known = facts?.known
  return [...known ? knownFindings(known, { rules, now, evidence }) : [unheard(facts?.unasked ?? false, evidence)], ...ruleFindings(rules)]
}

function unheard(unasked: boolean, evidence: Seen[]): Finding {
  if (unasked) return finding(['registration', 'doubt', 'registry-unknown'], { evidence, says: { fr: 'Aucun registre ne répond à distance pour cette extension : demandez au membre ce que dit son bureau d’enregistrement (verrou, dates).', en: 'No registry answers from afar for this extension: ask the member what their registrar says (lock, dates).' } })
  return finding(['registration', 'doubt', 'registry-silent'], { evidence, says: { fr: 'Le registre n’a pas répondu : verrou et dates restent à vérifier.', en: 'The registry did not answer: lock and dates are still to be checked.' } })
}

type Heard = { rules: TldRules, now: number, evidence: Seen[] }

function knownFindings(known: Registration, heard: Heard): Finding[] {
  const found = [...statusFindings(known.statuses, heard.evidence), ...ageFindings(known, heard), ...expiryFindings(known, heard)]
  const isLocked = found.some(({ code }) => ['locked', 'registry-lock', 'transfer-prohibited'].includes(code))
  if (isLocked || !heard.rules.lockSupported) return found
  return [...found, finding(['registration', 'good', 'unlocked'], { evidence: heard.evidence, says: { fr: 'Aucun verrou de transfert.', en: 'No transfer lock.' } })]
}

function ageFindings(known: Registration, { rules, now, evidence }: Heard): Finding[] {
  const { minAgeDays, sinceTransferDays } = rules
  if (minAgeDays === null && sinceTransferDays === null) return []
  const found = [...youngFinding(known.registeredAt, minAgeDays, now), ...movedFinding(known.transferredAt, sinceTransferDays, now)].map(one => ({ ...one, evidence }))
  if (found.length > 0) return found
  return [finding(['registration', 'good', 'old-enough'], { evidence, says: { fr: 'Enregistré depuis assez longtemps, et pas transféré récemment.', en: 'Registered long enough ago, and not transferred lately.' } })]
}

function youngFinding(registeredAt: number | null, days: number | null, now: number): Finding[] {
  if (days === null) return []
  if (registeredAt === null) return [finding(['registration', 'doubt', 'age-unknown'], { says: { fr: `Le registre ne dit pas quand il a été enregistré : il lui faut ${days} jours.`, en: `The registry does not say when it was registered: it must be ${days} days old.` } })]
  const until = registeredAt + days * DAY_MS
  return until <= now ? [] : [finding(['registration', 'blocks', 'too-young'], { until, lifts: 'time', says: { fr: `Enregistré il y a moins de ${days} jours : il ne peut pas partir avant le ${dayOf(until).fr}.`, en: `Registered less than ${days} days ago: it cannot leave before ${dayOf(until).en}.` } })]
}

function movedFinding(transferredAt: number | null, days: number | null, now: number): Finding[] {
  const until = transferredAt === null || days === null ? 0 : transferredAt + days * DAY_MS
  return until <= now ? [] : [finding(['registration', 'blocks', 'moved-lately'], { until, lifts: 'time', says: { fr: `Déjà transféré il y a moins de ${days} jours : il ne peut pas repartir avant le ${dayOf(until).fr}.`, en: `Already transferred less than ${days} days ago: it cannot leave again before ${dayOf(until).en}.` } })]
}

function expiryFindings({ expiresAt, statuses }: Registration, { rules: { minLeftDays }, now, evidence }: Heard): Finding[] {
  if (expiresAt === null) return [finding(['registration', 'doubt', 'expiry-unknown'], { evidence, says: { fr: 'Le registre ne dit pas quand il expire : demandez-le au membre.', en: 'The registry does not say when it expires: ask the member.' } })]
  const day = dayOf(expiresAt)
  if (expiresAt <= now) return [finding(['registration', 'blocks', 'expired'], { lifts: 'member', evidence, says: { fr: `Expiré depuis le ${day.fr} : il faut d’abord le renouveler là où il est.`, en: `Expired since ${day.en}: it must first be renewed where it is.` } })]
  if (minLeftDays !== null && expiresAt - now < minLeftDays * DAY_MS) return [finding(['registration', 'blocks', 'expires-soon'], { lifts: 'member', evidence, says: { fr: `Expire le ${day.fr}, dans moins de ${minLeftDays} jours : mieux vaut le renouveler d’abord, pour que le transfert n’échoue pas en route.`, en: `Expires on ${day.en}, in less than ${minLeftDays} days: renew it first, so that the transfer does not fail on its way.` } })]
  const good = finding(['registration', 'good', 'not-expiring'], { evidence, says: { fr: `Payé jusqu’au ${day.fr}.`, en: `Paid until ${day.en}.` } })
  if (!statuses.includes('autoRenewPeriod')) return [good]
  return [good, finding(['registration', 'lost', 'renewed-lately'], { evidence, says: { fr: 'Il vient d’être renouvelé d’office : transféré dans les 45 jours, cette année déjà payée peut être perdue.', en: 'It has just been renewed by itself: moved within 45 days, that year may be paid for nothing.' } })]
}

function ruleFindings({ known, suffix, eligibility }: TldRules): Finding[] {
  const found: Finding[] = []
  if (!known) found.push(finding(['registration', 'doubt', 'rules-unknown'], { says: { fr: `Les règles de transfert en .${suffix} ne sont pas connues ici : demandez-les au registre ou au nouveau bureau d’enregistrement.`, en: `The transfer rules of .${suffix} are not known here: ask its registry or the new registrar.` } }))
  if (eligibility) found.push(finding(['registration', 'doubt', 'eligibility'], { says: { fr: `Un .${suffix} est réservé à qui y a droit : ${eligibility.fr}. Vérifiez le titulaire.`, en: `A .${suffix} is for some only: ${eligibility.en}. Check its owner.` } }))
  return found
}
