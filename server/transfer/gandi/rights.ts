import { Refusal } from '../../platform/errors.ts'

/** What a token may be allowed to do, as far as we need it. */
export const RIGHTS = ['view', 'technical', 'mail'] as const
export type Right = typeof RIGHTS[number]

type Words = { fr: string, en: string }

/** What each is called on the page where tokens are made. */
export const CALLED: Readonly<Record<Right, Words>> = {
  view: { fr: 'Voir et renouveler les noms de domaine', en: 'See and renew domain names' },
  technical: { fr: 'Gérer la configuration technique des noms de domaine', en: 'Manage domain name technical configurations' },
  mail: { fr: 'Gérer les boîtes mail', en: 'Manage mailboxes' },
}

const WHERE: Words = {
  fr: 'Sur admin.gandi.net, dans les réglages du compte, « Créer un jeton »\u00a0: choisir l’organisation, limiter le jeton à ce domaine, le faire durer 30 jours, et cocher les autorisations.',
  en: 'On admin.gandi.net, in the account settings, “Create a token”: choose the organization, restrict the token to this domain, let it last for 30 days, and tick the permissions.',
}

/** Refuses for want of a permission: which one to tick, and where. */
export function lacking(right: Right): Refusal {
  const { fr, en } = CALLED[right]
  return refusal('right', {
    fr: `Le jeton Gandi ne permet pas cela, ou a pris fin. Il lui faut l’autorisation « ${fr} ». ${WHERE.fr} Puis donner le nouveau jeton ici.`.replace(/« | »/g, quote => quote.replace(' ', '\u00a0')),
    en: `The Gandi token does not allow this, or has ended. It needs the permission “${en}”. ${WHERE.en} Then give the new token here.`,
  })
}

/** Refuses because Gandi does not know the token. */
export const unknownToken = (): Refusal => refusal('token', {
  fr: `Gandi ne reconnaît pas ce jeton\u00a0: il a pris fin, a été retiré, ou a été mal copié. ${WHERE.fr.replace(/« | »/g, quote => quote.replace(' ', '\u00a0'))} Puis donner le nouveau jeton ici.`,
  en: `Gandi does not know this token: it has ended, was taken back, or was copied badly. ${WHERE.en} Then give the new token here.`,
})

/** Refuses because the domain is not among those that this token sees. */
export const unseenDomain = (domain: string): Refusal => refusal('domain', {
  fr: `Gandi ne montre pas ${domain} à ce jeton. Vérifier que le jeton vaut pour ce domaine, dans l’organisation qui le gère, ou que le domaine n’est pas déjà parti.`,
  en: `Gandi does not show ${domain} to this token. Check that the token is for this domain, in the organization that manages it, or that the domain has not left already.`,
})

const refusal = (reason: string, words: Words) => new Refusal('conflict', words.en, { reason, words })

const SCOPES: Readonly<Record<Right, RegExp>> = { view: /^domain:view$|^domain:?\*?$/i, technical: /^domain:(tech|\*)$|^domain$/i, mail: /^e?mail/i }

/** Whether a token with these scopes may; null when nobody can tell before it is tried. */
export function allows(scopes: readonly string[] | null, right: Right): boolean | null {
  if (!scopes?.some(scope => scope.startsWith('domain'))) return null
  if (scopes.some(scope => SCOPES[right].test(scope))) return true
  // What scopes of mail are called was never told: only what is named counts.
  return right === 'mail' ? null : false
}
