import type { When } from './dates.ts'
import type { people } from './places.ts'

type Speaking = { /** Names it for ever: it is said once. */ name: string, by: keyof typeof people, title: string, text: string }

/** What somebody says on the list; `answers` is the Message-ID of what it answers. */
export type OnList = Speaking & { on: 'list', answers?: string }
/** What somebody says on the forum, or what becomes of it there. */
export type OnForum = Speaking & { on: 'forum', topic: number, post: number, event?: 'edited' | 'solved' }
export type Said = OnList | OnForum

/** Under which Message-ID something is said on the list. */
export const idOnList = (name: string) => `<${name}@listes-entraide.example>`

const SPIP = 'SPIP 4.1 et PHP 8.3 : page blanche'
const LETTER = 'Envoyer notre lettre à 600 personnes'
const FORMS = { on: 'forum', topic: 412, title: 'Mes formulaires de contact partent en indésirables' } as const
const SPACE = { on: 'forum', topic: 418, title: 'Où voir l’espace disque qu’il me reste ?' } as const
const HOURS = { on: 'forum', topic: 421, title: 'Calendrier partagé : tout est décalé d’une heure' } as const
const FROM_ADDRESS = 'Oui, c’est exactement ça. Dans Contact Form 7, mets une adresse de ton domaine dans « De ».'

const day = (daysAgo: number, time: string): When => ({ daysAgo, time })
const ago = (hours: number): When => ({ minutesAgo: Math.round(hours * 60) })

/** What was said before the demonstration began, the oldest first, beside the messages of mails.ts. */
export const history: readonly { at: When, said: Said }[] = [
  { at: day(4, '09:41'), said: { on: 'list', name: 'spip-merci', by: 'gwenn', title: SPIP, answers: '<x29ak1.agenda@gite-des-embruns.example>', text: 'Merci Maëlle ! La copie est passée en SPIP 4.3 sans broncher, plugin Agenda compris.\n\nReste ma seconde question, pour l’aide cette fois : jusqu’à quand peut-on garder PHP 8.1 sur un seul domaine ? J’aimerais ne pas basculer le vrai site la semaine de la rentrée des écoles.\n\nGwenn' } },
  { at: day(4, '14:20'), said: { ...FORMS, name: 'formulaires-2209', post: 2209, by: 'yann', text: FROM_ADDRESS } },
  { at: day(4, '14:32'), said: { ...FORMS, name: 'formulaires-2209-corrige', post: 2209, by: 'yann', event: 'edited', text: `${FROM_ADDRESS}\n\nEt l’adresse du visiteur dans « Répondre à » (Reply-To: [your-email]), sinon tu répondras à toi-même. Vécu.` } },
  { at: day(4, '18:50'), said: { ...FORMS, name: 'formulaires-2214', post: 2214, by: 'camille', text: 'Merci Yann, c’est arrivé du premier coup chez mes deux cobayes !' } },
  { at: day(4, '18:52'), said: { ...FORMS, name: 'formulaires-resolu', post: 2209, by: 'yann', event: 'solved', text: FROM_ADDRESS } },
  { at: ago(19), said: { on: 'list', name: 'lettre', by: 'fatou', title: LETTER, text: 'Bonjour à toutes et tous,\n\nNotre lettre mensuelle part en copie cachée, par paquets de 50, depuis ma boîte. Je m’y perds, et la moitié arrive dans les indésirables.\n\nVous faites comment, vous ?\n\nFatou\nMaison des langues' } },
  { at: ago(18), said: { on: 'list', name: 'lettre-reponse', by: 'tangi', title: LETTER, answers: idOnList('lettre'), text: 'Bonjour Fatou,\n\nPar une liste d’annonces : tu la crées depuis ton espace, en mode « lettre d’information », et toi seule peux y écrire. Les gens s’abonnent et se désabonnent tout seuls. Chez nous les indésirables, c’est fini.\n\nTangi' } },
  { at: ago(5), said: { ...SPACE, name: 'espace-2241', post: 2241, by: 'sabine', text: 'Bonjour,\n\nJe reçois un avertissement « 90 % » mais je ne trouve nulle part combien il me reste, ni ce qui prend la place : le site, les mails, les sauvegardes ?\n\nMerci d’avance,\nSabine' } },
]

/** What is said while the demonstration is looked at, one after the other; then everybody has said what they had to say. */
export const lines: readonly Said[] = [
  { ...SPACE, name: 'espace-2243', post: 2243, by: 'yann', text: 'Dans ton espace, « Tableau de bord » puis « Espace utilisé » : la barre se déplie par dossier. Chez moi c’étaient les sauvegardes de WordPress.' },
  { on: 'list', name: 'two-php', by: 'owen', title: 'Two PHP versions on one account?', text: 'Hello all,\n\nOur booking page needs PHP 8.3, but the old photo archive only runs on 8.1. Can one account have both, or do I need a second one?\n\nOwen' },
  { ...SPACE, name: 'espace-2244', post: 2244, by: 'sabine', text: 'Trouvé, merci ! 6 Go de vieilles sauvegardes… Je peux les supprimer sans risque, ou l’aide préfère s’en charger ?' },
  { on: 'list', name: 'two-php-answer', by: 'maelle', title: 'Two PHP versions on one account?', answers: idOnList('two-php'), text: 'Hello Owen,\n\nYes you can: one version per domain or sub-domain. So photos.canal-trust.example can stay on 8.1 for a while. The support team sets it.\n\nMaëlle' },
  { on: 'list', name: 'lettre-import', by: 'fatou', title: LETTER, answers: idOnList('lettre-reponse'), text: 'Merci Tangi, la liste est créée !\n\nUne question quand même, à l’aide si elle passe par ici : peut-on y importer les 600 adresses d’un coup, ou faut-il que chacun s’abonne ?\n\nFatou' },
  { ...HOURS, name: 'heures-2250', post: 2250, by: 'tangi', text: 'Bonjour, depuis le changement d’heure tous les rendez-vous de notre calendrier partagé apparaissent une heure trop tôt sur les téléphones. Sur le web c’est juste.' },
  { ...HOURS, name: 'heures-2250-corrige', post: 2250, by: 'tangi', event: 'edited', text: 'Bonjour, depuis le changement d’heure tous les rendez-vous de notre calendrier partagé apparaissent une heure trop tôt sur les téléphones. Sur le web c’est juste.\n\nPrécision : seulement sur Android, les iPhone sont à l’heure.' },
]

const THANKS = {
  fr: ['Merci beaucoup, c’est exactement ce qu’il me fallait !', 'Parfait, ça marche. Merci à l’équipe !', 'Merci pour la réponse, c’est plus clair. Bonne journée !'],
  en: ['Thank you, that is exactly what I needed!', 'Works now. Many thanks!'],
}

/** How somebody thanks for an answer; the same one always in the same words. */
export function thanks(locale: string | null, number: number): string {
  const words = THANKS[locale === 'en' ? 'en' : 'fr']
  return words[number % words.length] ?? ''
}
