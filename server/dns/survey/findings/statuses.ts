import type { Finding, Said, Weight } from '../contract.ts'
import type { Seen } from '../facts.ts'
import { finding } from '../ground.ts'

type Meaning = { code: string, weight: Weight, lifts: Finding['lifts'], says: Said }

const blocked = (code: string, lifts: Finding['lifts'], says: Said): Meaning => ({ code, weight: 'blocks', lifts, says })

const redemption = blocked('redemption', 'others', { fr: 'Le domaine a expiré et est en rédemption : il faut d’abord le racheter chez son bureau d’enregistrement actuel.', en: 'The domain has expired and is in redemption: it must first be bought back at its present registrar.' })
const busy = blocked('busy', 'others', { fr: 'Une autre opération est en cours au registre : une seule est possible à la fois.', en: 'Another operation is under way at the registry: only one is possible at a time.' })
const held: Meaning = { code: 'on-hold', weight: 'doubt', lifts: null, says: { fr: 'Le domaine est suspendu : il ne répond plus sur Internet. Demandez pourquoi au bureau d’enregistrement actuel (impayé, adresse du titulaire à confirmer…).', en: 'The domain is suspended: it does not answer on the Internet. Ask its present registrar why (unpaid, owner’s address to be confirmed…).' } }

/** What the words of EPP mean for a move; those that mean nothing for it are not here. */
const meanings: Readonly<Record<string, Meaning>> = {
  clientTransferProhibited: blocked('locked', 'member', { fr: 'Le transfert est verrouillé chez le bureau d’enregistrement actuel : le membre peut retirer ce verrou.', en: 'The transfer is locked at the present registrar: the member can lift that lock.' }),
  serverTransferProhibited: blocked('registry-lock', 'others', { fr: 'Le registre lui-même interdit le transfert (litige, données du titulaire, changement récent…) : demandez au bureau d’enregistrement actuel.', en: 'The registry itself forbids the transfer (dispute, owner’s data, a recent change…): ask the present registrar.' }),
  transferProhibited: blocked('transfer-prohibited', 'others', { fr: 'Le transfert est interdit, sans que le registre dise par qui : demandez au bureau d’enregistrement actuel.', en: 'The transfer is forbidden, and the registry does not say by whom: ask the present registrar.' }),
  pendingTransfer: blocked('pending-transfer', 'others', { fr: 'Un transfert est déjà en cours : attendez-en la fin, ou faites-le annuler.', en: 'A transfer is under way already: wait for its end, or have it cancelled.' }),
  pendingDelete: blocked('pending-delete', 'others', { fr: 'Le domaine est en cours de suppression : il ne peut plus être transféré.', en: 'The domain is being deleted: it can no longer be transferred.' }),
  redemptionPeriod: redemption,
  pendingRestore: redemption,
  pendingCreate: busy,
  pendingUpdate: busy,
  pendingRenew: busy,
  clientHold: held,
  serverHold: held,
}

/** What the statuses of a domain mean for whoever wants to move it, each thing once. */
export function statusFindings(statuses: readonly string[], evidence: readonly Seen[]): Finding[] {
  const found = statuses.flatMap(status => Object.hasOwn(meanings, status) ? meanings[status] ?? [] : [])
  return [...new Set(found)].map(({ code, weight, lifts, says }) => finding(['registration', weight, code], { lifts, says, evidence }))
}
