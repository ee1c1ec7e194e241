import type { When } from './dates.ts'
import type { DemoAgentName } from './people.ts'

type Deed = 'take' | 'hand-back' | { note: string } | { status: 'open' | 'waiting' | 'on-hold' | 'solved' | 'closed' }

/** Something an agent does with the ticket that the message `about` opened. */
export type DemoAct = { at: When, agent: DemoAgentName, about: string, does: Deed }

/** What one agent does with one ticket in a sitting, a minute or two apart. */
function sitting(agent: DemoAgentName, about: string, { daysAgo, time, does }: { daysAgo: number, time: string, does: Deed[] }): DemoAct[] {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return does.map((deed, index) => {
    const minute = hours * 60 + minutes + index * 2
    return { agent, about, does: deed, at: { daysAgo, time: `${Math.floor(minute / 60)}:${minute % 60}` } }
  })
}

/** What the agents did in these days, told ticket by ticket. */
export const acts: readonly DemoAct[] = [
  ...sitting('nadia', '04-mx-kerdoncuff', { daysAgo: 6, time: '13:10', does: ['take', { note: 'La zone était bien chez nous mais le domaine délègue encore aux serveurs de noms de Gandi. Je lui écris : changer la délégation chez Gandi, le reste est prêt. TTL à 10800, donc patience.' }, { status: 'waiting' }] }),
  ...sitting('agnes', '02-thunderbird', { daysAgo: 6, time: '18:31', does: ['take', { note: 'Réponse envoyée depuis ma boîte, en gros et dans l’ordre : mail.demo.example, IMAP 993 SSL/TLS, SMTP 587 STARTTLS, identifiant = adresse entière. Surtout pas de POP : il a 6 000 messages.' }, { status: 'waiting' }] }),
  ...sitting('agnes', '01-boite-pleine', { daysAgo: 6, time: '19:02', does: ['take', { note: 'Eu Claire au téléphone, 10 minutes. Le dossier Envoyés fait 1,9 Go sur 2. Je lui montre comment trier par taille. Quota monté à 3 Go jusqu’à leur AG de samedi, à remettre à 2 après.' }, { status: 'waiting' }] }),
  ...sitting('jules', '03-wordpress-erreur-critique', { daysAgo: 6, time: '20:10', does: ['take', { note: 'Tom a raison : PHP 7.4 + Billets & Concerts 4.0. Dossier renommé, domaine passé en 8.2, dossier remis : le site est revenu à 20 h 25. Sauvegarde de la veille gardée dans ~/secours au cas où.\n\nTom n’est pas connu chez nous : Samia m’a confirmé par SMS que c’est bien lui.' }, { status: 'waiting' }] }),
  ...sitting('agnes', '01-boite-pleine', { daysAgo: 5, time: '18:05', does: [{ status: 'solved' }] }),
  ...sitting('agnes', '08-facture', { daysAgo: 5, time: '18:20', does: ['take', { note: 'Il a bien lu : l’option 10 Go est comptée deux fois. Avoir de 12 € à faire par la compta (dossier posé dans leur bannette). La cotisation est toujours à 20 €, à part. Je lui ai répondu de ne payer que 54.' }, { status: 'on-hold' }] }),
  ...sitting('jules', '06-prix-gandi', { daysAgo: 5, time: '19:00', does: ['take', { note: 'Réponse longue envoyée, avec le calendrier : hébergement d’abord, copie des boîtes, DNS, et le domaine en dernier pour ne rien couper. 3 pages + agenda, ça tient dans la formule de base.' }, { status: 'waiting' }] }),
  ...sitting('nadia', '11-transfer-question', { daysAgo: 5, time: '19:30', does: ['take', { note: 'Answered in English with screenshots. 6 GB fits. The transfer adds a year, paid to us only.' }, { status: 'waiting' }] }),
  ...sitting('jules', '13-certificat', { daysAgo: 5, time: '20:41', does: ['take', { note: 'La redirection HTTPS du .htaccess passait avant /.well-known. Exception ajoutée, certbot relancé à la main : valide 90 jours. Il faudrait le corriger dans le modèle, on va en avoir d’autres.' }, { status: 'waiting' }] }),
  ...sitting('jules', '09-liste-spip', { daysAgo: 5, time: '21:15', does: [{ note: 'PHP 8.1 possible par domaine jusqu’à la fin du trimestre, pas au-delà (plus de correctifs de sécurité). Maëlle a bien répondu. À confirmer sur la liste, en public.' }] }),
  ...sitting('nadia', '15-mails-perdus', { daysAgo: 4, time: '9:30', does: ['take', { note: 'Appelé M. Roussel. Rien de perdu : un filtre Sieve posé par son neveu range tout ce qui contient « commande » dans Archives/2019. 63 messages dedans. Il le désactive lui-même ce soir avec le neveu, j’ai préféré ne pas y toucher.' }, { status: 'waiting' }] }),
  ...sitting('agnes', '17-nextcloud-agenda', { daysAgo: 4, time: '18:45', does: ['take', { note: 'Le 401 c’est l’ancien mot de passe gardé par le téléphone. Marche à suivre envoyée pour iPhone et DAVx5. Le certificat est bon, je ne vois pas d’où vient le message sur l’identité du serveur : heure du téléphone ?' }, { status: 'waiting' }] }),
  ...sitting('jules', '13-certificat', { daysAgo: 4, time: '20:02', does: [{ status: 'solved' }] }),
  ...sitting('jules', '19-mot-de-passe-colle', { daysAgo: 4, time: '21:00', does: ['take', { note: 'Verrouillage majuscules, c’est réglé. Attention : le mot de passe est en clair dans son premier message. Il l’a changé, mais il demande qu’on l’efface, et il a raison.' }, { status: 'solved' }] }),
  ...sitting('nadia', '23-domaine-expire', { daysAgo: 3, time: '7:58', does: ['take', { note: 'Appelée tout de suite. Même expiré, le domaine reste récupérable 30 jours chez Gandi, mais le mail s’arrête. Plan : récupérer l’accès, déverrouiller, code, transfert aujourd’hui ou demain. Le code : jamais par mail, je la rappelle.' }, { status: 'waiting' }] }),
  ...sitting('nadia', '22-gmail-refuse', { daysAgo: 3, time: '8:10', does: ['take', { note: 'SPF à mettre chez Gandi : "v=spf1 include:_spf.demo.example include:_mailcust.registrar.example ~all". DKIM : la clé est chez nous, sélecteur « ecluse », CNAME à créer. Je lui prépare les deux lignes à copier-coller.' }] }),
  ...sitting('agnes', '21-sans-objet', { daysAgo: 3, time: '17:41', does: ['take', { note: 'Pas d’objet, pas de domaine, et personne de ce nom dans les adhérents. Je lui demande gentiment CE QUI ne marche plus.' }, { status: 'waiting' }] }),
  ...sitting('agnes', '21-sans-objet', { daysAgo: 3, time: '18:02', does: [{ note: 'Sa boîte est pleine, ma réponse me revient. Donc voilà ce qui ne marche plus. Reste à trouver son téléphone... Quelqu’un connaît une Thérèse Guilbaud ?' }] }),
  ...sitting('nadia', '15-mails-perdus', { daysAgo: 3, time: '18:30', does: [{ note: 'Panier accepté au nom de toute l’équipe. Il paraît que ce sera des poireaux.' }, { status: 'solved' }] }),
  ...sitting('nadia', '11-transfer-question', { daysAgo: 3, time: '18:40', does: [{ note: 'À lancer la première semaine du mois prochain. Rappel posé dans mon agenda.' }, { status: 'on-hold' }] }),
  ...sitting('agnes', '30-nouvelles-boites', { daysAgo: 2, time: '18:30', does: ['take', { note: 'Je n’ai pas les droits pour créer des boîtes sur leur compte, je rends le ticket. Pour l’alias vers plusieurs adresses : une par ligne, ça marche dans AlternC, mais ce n’est écrit nulle part.' }, 'hand-back'] }),
  ...sitting('jules', '06-prix-gandi', { daysAgo: 2, time: '19:10', does: [{ note: 'Adhésion votée ! On attend le bulletin signé, puis on ouvre le compte. Concert le 12 : qui vient ?' }, { status: 'on-hold' }] }),
  ...sitting('agnes', '02-thunderbird', { daysAgo: 2, time: '20:15', does: [{ note: 'En si bémol ! Je garde celui-ci dans ma boîte à bonheur.' }, { status: 'solved' }] }),
  ...sitting('jules', '13-certificat', { daysAgo: 2, time: '20:30', does: [{ status: 'closed' }] }),
  ...sitting('jules', '32-site-pirate', { daysAgo: 2, time: '21:50', does: ['take', { note: 'Site mis en maintenance à 21 h 52, copie complète gardée avant nettoyage (ne rien effacer !). Les boîtes mail ont d’autres mots de passe, pas d’envoi suspect cette nuit. Reste : comparer avec la sauvegarde d’il y a 8 jours, passer à SPIP 4.3, et voir avec eux s’il faut prévenir les inscrits du formulaire.' }] }),
]
