import type { TicketStatus } from '../tickets/contract.ts'

/** The languages of the portal. */
export type PortalLocale = 'fr' | 'en'

const fr = {
  title: 'Votre demande',
  reference: 'Référence',
  opened: 'Ouverte le',
  you: 'Vous',
  other: 'En copie',
  files: 'Pièces jointes',
  answerTitle: 'Ajouter un message',
  answerHint: 'Votre réponse arrive à l’équipe, et aux personnes en copie.',
  answerLabel: 'Votre message',
  send: 'Envoyer',
  close: 'Mon problème est réglé',
  closeHint: 'La demande est marquée comme réglée. Un nouveau message la rouvre.',
  sent: 'Merci, votre message est bien arrivé.',
  closed: 'Merci de nous l’avoir dit. Bonne continuation\u00A0!',
  empty: 'Écrivez quelques mots avant d’envoyer.',
  tooLong: 'Ce message est trop long. Envoyez-le plutôt par mail.',
  tooMany: 'Vous avez envoyé beaucoup de messages en peu de temps. Réessayez dans une heure, ou répondez par mail.',
  failed: 'Votre message n’a pas pu être gardé. Réessayez dans un instant\u00A0; vos mots sont encore là.',
  private: 'Cette page est privée\u00A0: toute personne qui a son adresse peut la lire. Ne la transmettez pas.',
  language: 'English',
  missingTitle: 'Ce lien ne mène nulle part',
  missing: 'Il a peut-être été coupé par votre logiciel de mail, ou votre demande a été rangée ailleurs. Répondez au dernier mail que nous vous avons envoyé\u00A0: nous le retrouverons.',
  homeTitle: 'Suivre une demande',
  home: 'Chaque mail d’accueil que nous envoyons contient un lien privé vers votre demande. Ouvrez-le pour lire les réponses, en ajouter une, ou dire que tout est réglé.',
} satisfies Record<string, string>

type Words = Record<keyof typeof fr, string>

const en: Words = {
  title: 'Your request',
  reference: 'Reference',
  opened: 'Opened on',
  you: 'You',
  other: 'In copy',
  files: 'Attachments',
  answerTitle: 'Add a message',
  answerHint: 'Your answer reaches the team, and those in copy.',
  answerLabel: 'Your message',
  send: 'Send',
  close: 'My problem is solved',
  closeHint: 'The request is marked as solved. Another message opens it again.',
  sent: 'Thank you, your message has arrived.',
  closed: 'Thank you for telling us. All the best!',
  empty: 'Write a few words before sending.',
  tooLong: 'This message is too long. Please send it by e-mail.',
  tooMany: 'You have sent many messages in a short time. Try again in an hour, or answer by e-mail.',
  failed: 'Your message could not be kept. Try again in a moment; your words are still here.',
  private: 'This page is private: anybody who has its address can read it. Do not pass it on.',
  language: 'Français',
  missingTitle: 'This link leads nowhere',
  missing: 'Your mail program may have cut it, or your request has been put elsewhere. Answer the last e-mail we sent you: we shall find it.',
  homeTitle: 'Follow a request',
  home: 'Every first e-mail we send holds a private link to your request. Open it to read the answers, to add one, or to say that all is well.',
}

/** The words of the portal, by language. */
export const wordsIn: Record<PortalLocale, Words> = { fr, en }

const standing: Record<PortalLocale, Record<TicketStatus, string>> = {
  fr: {
    'new': 'Nous avons bien reçu votre demande. Quelqu’un va la lire.',
    'open': 'Quelqu’un s’en occupe.',
    'waiting': 'Nous vous avons répondu, et attendons de vos nouvelles.',
    'on-hold': 'Nous attendons la réponse de quelqu’un d’autre.',
    'solved': 'Cette demande est réglée. Un nouveau message la rouvre.',
    'closed': 'Cette demande est close. Un nouveau message en ouvre une autre, qui fait suite à celle-ci.',
  },
  en: {
    'new': 'We have your request. Somebody is going to read it.',
    'open': 'Somebody is looking into it.',
    'waiting': 'We have answered, and wait to hear from you.',
    'on-hold': 'We wait for somebody else’s answer.',
    'solved': 'This request is solved. Another message opens it again.',
    'closed': 'This request is closed. Another message opens a new one, which goes on from this.',
  },
}

/** Where things stand, to a member. */
export const standingOf = (status: TicketStatus, locale: PortalLocale): string => standing[locale][status]

/** The language asked for, else that of the ticket, else what the browser prefers, else French. */
export function portalLocale({ asked, ticket, accepted }: { asked: unknown, ticket: string | null, accepted: string | undefined }): PortalLocale {
  const known = [asked, ticket].find((locale): locale is PortalLocale => locale === 'fr' || locale === 'en')
  return known ?? (/^\s*en\b/i.test(accepted ?? '') ? 'en' : 'fr')
}
