import type { Random } from './random.ts'

export type Language = 'fr' | 'en'

type Phrases = { subjects: string[], hello: string[], sentences: string[], bye: string[], wrote: (name: string, date: string) => string }

const FRENCH: Phrases = {
  subjects: [
    'Ma boîte ne reçoit plus rien', 'Problème de certificat sur mon site', 'Transfert de domaine depuis Gandi', 'Facture de l’année dernière', 'Impossible d’envoyer un message',
    'WordPress affiche une page blanche', 'Question sur les enregistrements DNS', 'Mot de passe perdu', 'Espace disque plein', 'Liste de diffusion de l’association', 'Redirection qui ne marche pas', 'Sauvegarde de la base de données',
  ],
  hello: ['Bonjour,', 'Bonjour à toutes et tous,', 'Salut l’équipe,', 'Madame, Monsieur,'],
  sentences: [
    'Depuis hier soir, je ne reçois plus aucun message sur cette adresse, alors que l’envoi fonctionne encore.',
    'Le navigateur m’avertit que la connexion n’est pas sûre, et mes visiteurs s’inquiètent.',
    'J’ai suivi la page d’aide sans succès : le panneau répond « erreur interne ».',
    'Pouvez-vous regarder quand vous aurez un moment ? Ce n’est pas urgent, mais c’est gênant.',
    'Notre association compte une trentaine de membres qui écrivent sur la liste chaque semaine.',
    'L’hébergement est à nous depuis 2009 et nous n’avions jamais eu ce problème.',
    'Je crois que l’enregistrement MX pointe encore vers l’ancien serveur.',
    'Le prix du domaine a doublé, nous voudrions le transférer chez vous avant l’échéance de décembre.',
    'Le message d’erreur dit « quota dépassé », pourtant j’ai supprimé beaucoup de vieux courriers.',
    'La mise à jour de l’extension s’est arrêtée au milieu et le site n’affiche plus rien.',
    'Faut-il changer le mot de passe dans le téléphone aussi, ou seulement sur l’ordinateur ?',
    'La trésorière a besoin de la facture pour clore l’exercice, merci de nous l’envoyer.',
    'Je vous joins une capture d’écran et le journal du serveur.',
    'Le sous-domaine répond, mais pas le domaine nu ; est-ce une affaire de DNS ?',
    'Nous avons essayé avec un autre logiciel de messagerie, le résultat est le même.',
    'Merci beaucoup pour votre aide et pour votre patience, vous êtes formidables.',
  ],
  bye: ['Cordialement,', 'Bien à vous,', 'Merci d’avance,', 'Coopérativement,'],
  wrote: (name, date) => `Le ${date}, ${name} a écrit :`,
}

const ENGLISH: Phrases = {
  subjects: [
    'My mailbox stopped receiving', 'Certificate problem on our website', 'Moving our domain from Gandi', 'Invoice for last year', 'Cannot send any mail',
    'WordPress shows a blank page', 'Question about DNS records', 'Lost password', 'Disk space is full', 'Mailing list of the club', 'Redirect does not work', 'Database backup',
  ],
  hello: ['Hello,', 'Hi all,', 'Dear support,', 'Good morning,'],
  sentences: [
    'Since yesterday evening nothing arrives at this address, although sending still works.',
    'The browser says the connection is not private, and our visitors are worried.',
    'I followed the help page without success: the panel answers "internal error".',
    'Could you have a look when you find a moment? It is not urgent, but it is annoying.',
    'Our club has about thirty members who write to the list every week.',
    'We have been hosted with you since 2009 and never had this problem before.',
    'I think the MX record still points to the former server.',
    'The price of the domain has doubled, so we would like to move it before December.',
    'The error says "over quota", yet I deleted a lot of old mail.',
    'The plugin update stopped half way and the site shows nothing any more.',
    'Do I have to change the password on the phone too, or only on the computer?',
    'The treasurer needs the invoice to close the year, please send it to us.',
    'Attached are a screenshot and the log of the server.',
    'The subdomain answers but the bare domain does not; is that a matter of DNS?',
    'We tried another mail program and got the same result.',
    'Thank you very much for your help and your patience, you are wonderful.',
  ],
  bye: ['Kind regards,', 'Best wishes,', 'Thanks in advance,', 'Cheers,'],
  wrote: (name, date) => `On ${date}, ${name} wrote:`,
}

const PHRASES: Record<Language, Phrases> = { fr: FRENCH, en: ENGLISH }
const FIRST = ['Amélie', 'Benoît', 'Chloé', 'David', 'Élodie', 'François', 'Gaëlle', 'Hélène', 'Inès', 'Jérôme', 'Karim', 'Léa', 'Maël', 'Noémie', 'Olivier', 'Zoé']
const LAST = ['Martin', 'Bernard', 'Lefèvre', 'Durand', 'Müller', 'Garçon', 'Petit', 'Roux', 'Moreau', 'Smith', 'Guérin', 'Benoist', 'Faure', 'Nuñez', 'Leclerc', 'Brown']

export type Person = { name: string, address: string }

export function person(random: Random): Person {
  const [first, last] = [random.one(FIRST), random.one(LAST)]
  const plain = `${first}.${last}`.normalize('NFD').replace(/[^A-Za-z.]/g, '').toLowerCase()
  return { name: `${first} ${last}`, address: `${plain}${random.whole(5000)}@${random.one(['exemple.example', 'asso.example', 'club.example', 'atelier.example'])}` }
}

export const subject = (random: Random, language: Language) => random.one(PHRASES[language].subjects)

export const attribution = (language: Language, name: string, date: string) => PHRASES[language].wrote(name, date)

/** One to ten paragraphs, with a greeting and a signature. `euro` asks for a sign that Latin-1 does not have. */
export function letter(random: Random, language: Language, { author, euro }: { author: string, euro: boolean }): string[] {
  const { hello, sentences, bye } = PHRASES[language]
  const paragraphs = Array.from({ length: 1 + random.whole(random.chance(0.1) ? 10 : 4) }, () => {
    const said = Array.from({ length: 1 + random.whole(4) }, () => random.one(sentences))
    return said.join(' ')
  })
  const price = euro ? [language === 'fr' ? `La facture était de ${10 + random.whole(90)} €.` : `The invoice was ${10 + random.whole(90)} €.`] : []
  return [random.one(hello), ...paragraphs, ...price, random.one(bye), author]
}
