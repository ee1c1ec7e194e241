import type { AskRegistry, Registration } from '../dns/ports.ts'
import type { Capabilities, Registrar, TransferOrder } from '../registrars/ports.ts'
import { NOTHING, withEnd, type Standing } from '../registrars/standing.ts'
import type { ByHand, Words } from '../registrars/words.ts'

/** A registrar without an API for us: how it is recognised by the registry, and how it is called in sentences. */
export type ManualRegistrar = { name: string, ianaId: number | null, askRegistry: AskRegistry }

const WHY: Words = { fr: 'Notre bureau d’enregistrement n’est pas relié : les actes se font dans son interface.', en: 'Our registrar is not connected: acts are done in its console.' }
const not = { not: WHY }
const CAN: Capabilities = { check: not, contact: not, order: not, status: true, restart: not, approvalMail: not, nameServers: not, lock: not, balance: not, letGo: not }

const byHand = (fr: string, en: string): ByHand => ({ byHand: { fr, en } })

/** Every act is one for a person, in words; how it stands is what the registry says. */
export function manualRegistrar({ name, ianaId, askRegistry }: ManualRegistrar): Registrar {
  async function status(domain: string, signal?: AbortSignal): Promise<Standing> {
    const answer = await askRegistry(domain, signal)
    return 'registration' in answer ? withEnd(standingOf(answer.registration, { name, ianaId }), domain) : NOTHING
  }
  return {
    name,
    can: CAN,
    status,
    check: domain => Promise.resolve(byHand(
      `Chez ${name}, vérifier que ${domain} peut être transféré, et à quel prix ; noter le prix.`, `At ${name}, check that ${domain} can be transferred and at what price; note the price.`)),
    fields: () => Promise.resolve([]),
    ensureContact: contact => Promise.resolve(byHand(
      `Chez ${name}, créer le contact titulaire s’il n’existe pas : ${holderOf(contact)}. Reprendre exactement le titulaire actuel.`,
      `At ${name}, create the holder's contact unless it exists: ${holderOf(contact)}. Take exactly the present holder.`)),
    // Somebody may have ordered it already: what the registry sees is not ordered again.
    orderTransfer: async (order, signal) => {
      const standing = await status(order.domain, signal)
      return standing.state === 'none' ? orderByHand(name, order) : standing
    },
    restart: domain => Promise.resolve(byHand(`Chez ${name}, relancer le transfert de ${domain}.`, `At ${name}, begin the transfer of ${domain} again.`)),
    resendApproval: domain => Promise.resolve(byHand(`Chez ${name}, renvoyer au titulaire de ${domain} le message qui demande son accord.`, `At ${name}, send the holder of ${domain} the mail that asks for their consent again.`)),
    setNameServers: (domain, names) => Promise.resolve(byHand(`Chez ${name}, donner à ${domain} ces serveurs de noms : ${names.join(', ')}.`, `At ${name}, give ${domain} these name servers: ${names.join(', ')}.`)),
    setLock: (domain, locked) => Promise.resolve(locked
      ? byHand(`Chez ${name}, remettre le verrou de transfert sur ${domain}.`, `At ${name}, put the transfer lock on ${domain}.`)
      : byHand(`Chez ${name}, retirer le verrou de transfert de ${domain}.`, `At ${name}, take the transfer lock off ${domain}.`)),
    codeToLeave: domain => Promise.resolve(byHand(`Chez ${name}, demander le code d’autorisation de ${domain} et le donner au membre.`, `At ${name}, ask for the authorisation code of ${domain} and give it to the member.`)),
    voidCode: domain => Promise.resolve(byHand(`Chez ${name}, demander un nouveau code d’autorisation pour ${domain}, pour que l’ancien ne vaille plus rien.`, `At ${name}, have a new authorisation code made for ${domain}, so that the old one is worth nothing.`)),
    letGo: domain => Promise.resolve(byHand(`Chez ${name}, accepter le départ de ${domain}.`, `At ${name}, let ${domain} go.`)),
    balance: () => Promise.resolve(null),
  }
}

// The code is a secret: it is looked at where it is kept, never written into a sentence.
const orderByHand = (name: string, { domain, nameServers }: TransferOrder) => byHand(
  `Chez ${name}, commander le transfert de ${domain} avec son code d’autorisation (gardé scellé dans ce parcours) et ces serveurs de noms, les mêmes qu’aujourd’hui : ${nameServers.join(', ')}.`,
  `At ${name}, order the transfer of ${domain} with its authorisation code (kept sealed in this run) and these name servers, the same as today: ${nameServers.join(', ')}.`)

const holderOf = ({ organisation, firstName, lastName, city, country }: Parameters<Registrar['ensureContact']>[0]) =>
  [organisation, `${firstName} ${lastName}`.trim(), `${city} (${country})`].filter(Boolean).join(', ')

function standingOf({ registrar, statuses, changedAt, expiresAt, nameServers }: Registration, ours: Pick<ManualRegistrar, 'name' | 'ianaId'>): Standing {
  const isPending = statuses.includes('pendingTransfer')
  const facts = { expiresAt, nameServers: nameServers.map(name => name.replace(/\.$/, '')), locked: statuses.includes('clientTransferProhibited') }
  if (isPending) return { ...NOTHING, ...facts, state: 'pending', since: changedAt }
  return isOurs(registrar, ours) ? { ...NOTHING, ...facts, state: 'active' } : { ...NOTHING, ...facts }
}

function isOurs(registrar: Registration['registrar'], { name, ianaId }: Pick<ManualRegistrar, 'name' | 'ianaId'>): boolean {
  if (!registrar) return false
  if (ianaId !== null && registrar.ianaId !== null) return registrar.ianaId === ianaId
  return registrar.name?.trim().toLowerCase() === name.trim().toLowerCase()
}
