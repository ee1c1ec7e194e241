import type { Handed, SeenBy } from '../../workflows/handing/hand-over.ts'
import type { PortalLocale } from '../words.ts'

const fr = {
  /** What it is, alone and within a sentence. */
  named: { password: 'Le mot de passe de {label}', code: 'Le code d’autorisation de {label}', other: '{label}' } satisfies Record<Handed, string>,
  from: '{house} vous remet ceci, à vous seul.',
  ready: 'Il ne se montre qu’une fois\u00A0: prenez de quoi le noter, ou ouvrez votre logiciel de courrier, avant de continuer.',
  until: 'À voir {day} au plus tard.',
  show: 'L’afficher, une seule fois',
  shown: 'Notez-le maintenant, de préférence dans un gestionnaire de mots de passe\u00A0: il ne se montrera plus, et nous n’en gardons rien ici.',
  shownCode: 'Copiez-le maintenant là où on vous le demande\u00A0: il ne se montrera plus, et nous n’en gardons rien ici.',
  value: { password: 'Mot de passe', code: 'Code d’autorisation', other: 'À garder pour vous' } satisfies Record<Handed, string>,
  seen: { page: 'Il a été vu {day}, depuis la page privée de la démarche.', link: 'Il a été vu {day}, par cette adresse.' } satisfies Record<SeenBy, string>,
  notYou: 'Si ce n’était ni vous ni quelqu’un à qui vous avez donné cette adresse, dites-le-nous tout de suite\u00A0: nous en choisirons un autre avec vous.',
  lost: 'Vous ne l’avez pas noté\u00A0? Dites-le-nous aussi\u00A0: nous vous le remettrons de nouveau.',
  over: 'Il n’est plus ici\u00A0: personne n’est venu le voir avant le jour prévu ({day}), et il a été détruit. Demandez-le-nous\u00A0: nous vous en remettrons un.',
  tooMany: 'Trop d’adresses qui ne mènent nulle part ont été essayées d’ici. Réessayez dans un quart d’heure.',
  write: 'Écrivez-nous à',
  writeAnswer: 'Répondez simplement au dernier mail que nous vous avons envoyé.',
  back: 'Revenir à votre démarche',
  private: 'Qui a cette adresse peut voir ce qu’elle garde, une seule fois. Ne la transmettez qu’à la personne concernée.',
  rehearsal: 'Ceci est une répétition\u00A0: ce que vous verrez n’ouvre rien.',
  // On the page of the run.
  title: 'Ce que nous vous remettons',
  onlyOnce: 'Chacun ne se montre qu’une fois\u00A0: ayez d’abord de quoi le garder, de préférence un gestionnaire de mots de passe.',
  seenShort: { page: 'Vu {day} sur cette page.', link: 'Vu {day} par le lien.' } satisfies Record<SeenBy, string>,
  overShort: 'Jamais vu, détruit depuis. Demandez-le-nous.',
  more: 'Les {count}\u00A0autres',
  linkTitle: 'C’est quelqu’un d’autre qui en a besoin\u00A0?',
  link: 'Envoyez-lui cette adresse\u00A0: elle ne le montre qu’une fois, et n’ouvre rien d’autre.',
}

/** The words of what is handed to a member. What stands in braces is filled in. */
export type SecretWords = typeof fr

const en: SecretWords = {
  named: { password: 'The password of {label}', code: 'The authorisation code of {label}', other: '{label}' },
  from: '{house} hands you this, and nobody else.',
  ready: 'It is shown once only: have something to write it down with, or open your mail program, before you go on.',
  until: 'To be seen {day} at the latest.',
  show: 'Show it, once',
  shown: 'Write it down now, best of all in a password manager: it will not be shown again, and we keep nothing of it here.',
  shownCode: 'Copy it now to where you are asked for it: it will not be shown again, and we keep nothing of it here.',
  value: { password: 'Password', code: 'Authorisation code', other: 'To keep to yourself' },
  seen: { page: 'It was seen {day}, from the private page of the request.', link: 'It was seen {day}, by this address.' },
  notYou: 'If this was neither you nor somebody to whom you gave this address, tell us at once: we shall choose another one with you.',
  lost: 'You have not written it down? Tell us too: we shall hand it to you again.',
  over: 'It is no longer here: nobody came to see it before its day ({day}), and it was destroyed. Ask us, and we shall hand you one.',
  tooMany: 'Too many addresses that lead nowhere were tried from here. Try again in a quarter of an hour.',
  write: 'Write to us at',
  writeAnswer: 'Simply answer the last e-mail that we sent you.',
  back: 'Back to your request',
  private: 'Whoever has this address can see what it keeps, once. Pass it on only to the person concerned.',
  rehearsal: 'This is a rehearsal: what you will see opens nothing.',
  title: 'What we hand you',
  onlyOnce: 'Each is shown once only: first have somewhere to keep it, best of all a password manager.',
  seenShort: { page: 'Seen {day} on this page.', link: 'Seen {day} by the link.' },
  overShort: 'Never seen, destroyed since. Ask us for it.',
  more: 'The {count} others',
  linkTitle: 'Somebody else needs it?',
  link: 'Send them this address: it shows it once, and opens nothing else.',
}

/** The words of what is handed to a member, by language. */
export const secretWordsIn: Record<PortalLocale, SecretWords> = { fr, en }
