import { Refusal } from '../platform/errors.ts'
import type { Words } from './words.ts'

/** Why a transfer does not come about. */
export const FAILURE_REASONS = ['wrong-code', 'locked', 'too-young', 'expired', 'funds', 'contact-incomplete', 'already-pending', 'not-eligible', 'refused', 'unknown'] as const
export type FailureReason = typeof FAILURE_REASONS[number]

/** What to do about each. */
export const WORDS_OF: Readonly<Record<FailureReason, Words>> = {
  'wrong-code': {
    fr: 'Le code d’autorisation n’est pas le bon, ou n’est plus valable. Le copier de nouveau, sans espace avant ni après (majuscules et minuscules comptent), ou en demander un nouveau à l’ancien bureau.',
    en: 'The authorisation code is not the right one, or is no longer valid. Copy it again, without spaces around it (capitals matter), or have the former registrar make a new one.',
  },
  'locked': {
    fr: 'Le domaine est verrouillé chez l’ancien bureau. Retirer le verrou de transfert ; certains le remettent d’eux-mêmes : commander aussitôt après.',
    en: 'The domain is locked at the former registrar. Take the transfer lock away; some put it back by themselves: order right afterwards.',
  },
  'too-young': {
    fr: 'Le domaine a été créé, transféré ou a changé de titulaire il y a moins de 60 jours. Attendre que ce délai soit passé, puis commander de nouveau.',
    en: 'The domain was created, transferred or changed hands less than 60 days ago. Wait until that time is over, then order again.',
  },
  'expired': {
    fr: 'Le domaine a expiré, ou va expirer. Le renouveler chez l’ancien bureau, attendre quelques jours, puis commander de nouveau.',
    en: 'The domain has expired, or is about to. Renew it at the former registrar, wait for some days, then order again.',
  },
  'funds': {
    fr: 'Le compte prépayé chez notre bureau ne suffit pas. La trésorière ou le trésorier le recharge, puis on essaie de nouveau.',
    en: 'Our prepaid account at the registrar does not cover it. The treasurer tops it up, then it is tried again.',
  },
  'contact-incomplete': {
    fr: 'Il manque des renseignements sur le titulaire. Les demander au membre, les compléter, puis essayer de nouveau.',
    en: 'Something about the holder is missing. Ask the member for it, complete it, then try again.',
  },
  'already-pending': {
    fr: 'Un transfert de ce domaine est déjà en cours. Regarder qui l’a demandé ; attendre qu’il aboutisse, ou le faire annuler.',
    en: 'A transfer of this domain is already under way. See who asked for it; wait for its end, or have it cancelled.',
  },
  'not-eligible': {
    fr: 'Le registre ne permet pas ce transfert : titulaire hors des pays admis, procédure en cours, ou domaine en cours de suppression. Voir son état auprès du registre, et appeler le membre.',
    en: 'The registry does not allow this transfer: a holder outside the countries it admits, a dispute, or a domain that is being deleted. Look at its state at the registry, and call the member.',
  },
  'refused': {
    fr: 'Le titulaire ou l’ancien bureau a refusé le transfert. Téléphoner au membre, puis commander de nouveau s’il le veut.',
    en: 'The holder or the former registrar refused the transfer. Call the member, then order again if they wish.',
  },
  'unknown': {
    fr: 'Notre bureau ne dit pas pourquoi. Regarder le domaine dans son interface, ou lui écrire.',
    en: 'Our registrar does not say why. Look at the domain in its console, or write to it.',
  },
}

/** A refusal for this reason; its details carry the code, the words in both languages, and the fields that are missing. */
export function refusedFor(reason: FailureReason, { says, fields = [] }: { says?: string | undefined, fields?: readonly string[] } = {}): Refusal {
  const words = WORDS_OF[reason]
  const more = [fields.length > 0 ? ` (${fields.join(', ')})` : '', says ? ` [${says}]` : ''].join('')
  return new Refusal(reason === 'wrong-code' ? 'invalid' : 'conflict', `${words.en}${more}`, { reason, words, fields: [...fields] })
}

/** The reason of such a refusal; undefined for any other error. */
export function reasonOf(error: unknown): FailureReason | undefined {
  const reason = error instanceof Refusal ? error.details['reason'] : undefined
  return FAILURE_REASONS.find(known => known === reason)
}
