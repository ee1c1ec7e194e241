type Words = { fr: string, en: string }

/** What a member can do at Gandi by hand, in the order in which it comes. */
export const MANUAL_ACTS = ['token', 'zone-text', 'owner-mail', 'mailboxes', 'lower-ttls', 'unsign', 'name-servers', 'unlock', 'code', 'autorenew', 'accept'] as const
export type ManualAct = typeof MANUAL_ACTS[number]

/** What to click, for an act: a title, how it is done, and how one sees that it is. `{{domain}}` and `{{nameServers}}` are filled in by `byHand`. */
export type ManualText = { title: Words, how: Words, seen: Words }

const texts: Readonly<Record<ManualAct, ManualText>> = {
  'token': {
    title: { fr: 'Nous confier un jeton Gandi', en: 'Hand us a Gandi token' },
    how: {
      fr: 'Sur admin.gandi.net, ouvrir les réglages du compte, puis « Créer un jeton ». Choisir l’organisation qui gère {{domain}}, limiter le jeton à ce seul domaine, le faire durer 30 jours, cocher « Voir et renouveler les noms de domaine », « Gérer la configuration technique des noms de domaine », et celle des boîtes mail s’il y en a. Copier le jeton ici : il est scellé aussitôt, et détruit à la fin.',
      en: 'On admin.gandi.net, open the account settings, then “Create a token”. Choose the organization that manages {{domain}}, restrict the token to that domain alone, let it last for 30 days, tick “See and renew domain names”, “Manage domain name technical configurations”, and the one for mailboxes if there are any. Copy the token here: it is sealed at once, and destroyed at the end.',
    },
    seen: { fr: 'Nous lisons le domaine avec ce jeton, sans rien changer.', en: 'We read the domain with this token, and change nothing.' },
  },
  'zone-text': {
    title: { fr: 'Copier la zone DNS', en: 'Copy the DNS zone' },
    how: {
      fr: 'Chez Gandi : Nom de domaine → {{domain}} → Enregistrements DNS → vue texte. Tout sélectionner, copier, et coller ici.',
      en: 'At Gandi: Domain → {{domain}} → DNS records → text view. Select everything, copy it, and paste it here.',
    },
    seen: { fr: 'Nous comptons les enregistrements, et les comparons à ce que répondent les serveurs.', en: 'We count the records and compare them with what the servers answer.' },
  },
  'owner-mail': {
    title: { fr: 'Vérifier l’adresse du titulaire', en: 'Check the owner’s address' },
    how: {
      fr: 'Chez Gandi : Nom de domaine → {{domain}} → Contacts. L’adresse du titulaire doit être lue par quelqu’un : Gandi lui écrit pendant le transfert. Ne pas changer de titulaire, de nom ni d’organisation : cela bloquerait le domaine 60 jours. Si l’adresse ne répond plus, nous le dire d’abord.',
      en: 'At Gandi: Domain → {{domain}} → Contacts. Somebody must read the owner’s address: Gandi writes to it during the transfer. Do not change the owner, the name or the organization: that would block the domain for 60 days. If the address no longer works, tell us first.',
    },
    seen: { fr: 'Un message d’essai arrive à cette adresse.', en: 'A trial message arrives at that address.' },
  },
  'mailboxes': {
    title: { fr: 'Faire la liste des adresses', en: 'List the addresses' },
    how: {
      fr: 'Chez Gandi : Nom de domaine → {{domain}} → Mail. Noter chaque boîte avec ses alias, chaque redirection et ses destinataires, et les réponses automatiques.',
      en: 'At Gandi: Domain → {{domain}} → Email. Write down each mailbox with its aliases, each forwarding with its recipients, and automatic answers.',
    },
    seen: { fr: 'Chaque boîte sera créée ici avant que le courrier change de maison.', en: 'Each mailbox is made here before mail changes houses.' },
  },
  'lower-ttls': {
    title: { fr: 'Raccourcir les durées de la zone', en: 'Shorten the times of the zone' },
    how: {
      fr: 'Chez Gandi : Nom de domaine → {{domain}} → Enregistrements DNS. Donner à chaque enregistrement un TTL de 300 secondes. Rien ne change pour les visiteurs ; les changements suivants se verront en cinq minutes.',
      en: 'At Gandi: Domain → {{domain}} → DNS records. Give each record a TTL of 300 seconds. Nothing changes for visitors; later changes will be seen within five minutes.',
    },
    seen: { fr: 'Les serveurs de Gandi répondent avec 300 secondes au plus.', en: 'Gandi’s servers answer with 300 seconds at most.' },
  },
  'unsign': {
    title: { fr: 'Désactiver DNSSEC', en: 'Disable DNSSEC' },
    how: {
      fr: 'Chez Gandi : Nom de domaine → {{domain}} → DNSSEC → Désactiver, ou supprimer chaque clé. Puis ne plus y toucher : il faut que le monde entier l’oublie avant de changer de serveurs.',
      en: 'At Gandi: Domain → {{domain}} → DNSSEC → Disable, or delete each key. Then leave it alone: the whole world must forget it before the servers change.',
    },
    seen: { fr: 'Plus aucun serveur du registre ne donne d’empreinte (DS).', en: 'No server of the registry gives a fingerprint (DS) any more.' },
  },
  'name-servers': {
    title: { fr: 'Changer les serveurs de noms', en: 'Change the name servers' },
    how: {
      fr: 'Chez Gandi : Nom de domaine → {{domain}} → Serveurs de noms → Changer → Externes. Mettre : {{nameServers}}, et rien d’autre. Le faire avant de commencer le transfert : ensuite Gandi n’admet plus qu’une opération à la fois.',
      en: 'At Gandi: Domain → {{domain}} → Nameservers → Change → External. Enter: {{nameServers}}, and nothing else. Do it before the transfer begins: afterwards Gandi allows one operation at a time only.',
    },
    seen: { fr: 'Tous les serveurs du registre nomment les nôtres.', en: 'All servers of the registry name ours.' },
  },
  'unlock': {
    title: { fr: 'Retirer le verrou de transfert', en: 'Take the transfer lock away' },
    how: {
      fr: 'Chez Gandi : Nom de domaine → {{domain}} → Transfert sortant → retirer le verrou. S’il n’y en a pas, il n’y a rien à faire.',
      en: 'At Gandi: Domain → {{domain}} → Transfer out → remove the lock. If there is none, there is nothing to do.',
    },
    seen: { fr: 'Le registre ne dit plus « client transfer prohibited ».', en: 'The registry no longer says “client transfer prohibited”.' },
  },
  'code': {
    title: { fr: 'Nous donner le code d’autorisation', en: 'Give us the authorisation code' },
    how: {
      fr: 'Chez Gandi : Nom de domaine → {{domain}} → Transfert sortant → Copier. S’il n’y a pas de code, ou qu’il a plus de quelques semaines : « Générer une nouvelle clé ». Seuls le titulaire et l’administrateur le voient. Le coller ici, sans espace autour : il est scellé aussitôt.',
      en: 'At Gandi: Domain → {{domain}} → Transfer out → Copy. If there is no code, or it is more than some weeks old: “Generate a new key”. Only the owner and the administrator see it. Paste it here, without spaces around it: it is sealed at once.',
    },
    seen: { fr: 'Le registre l’accepte quand nous commandons le transfert.', en: 'The registry takes it when we order the transfer.' },
  },
  'autorenew': {
    title: { fr: 'Arrêter le renouvellement chez Gandi', en: 'Stop the renewal at Gandi' },
    how: {
      fr: 'Chez Gandi : Nom de domaine → {{domain}} → Renouvellement → désactiver le renouvellement automatique, pour ne pas payer deux fois.',
      en: 'At Gandi: Domain → {{domain}} → Renewal → turn automatic renewal off, so as not to pay twice.',
    },
    seen: { fr: 'Gandi montre « renouvellement automatique désactivé ».', en: 'Gandi shows “automatic renewal off”.' },
  },
  'accept': {
    title: { fr: 'Accepter le départ', en: 'Accept the departure' },
    how: {
      fr: 'Gandi écrit au titulaire dans les 24 heures. Si le message contient un lien pour accepter le transfert, le suivre : le domaine arrive alors plus tôt. Sans cela il part de lui-même, après cinq jours pleins (huit pour un .fr). Ne rien annuler.',
      en: 'Gandi writes to the owner within 24 hours. If the message has a link to accept the transfer, follow it: the domain then comes sooner. Otherwise it leaves by itself after five full days (eight for a .fr). Cancel nothing.',
    },
    seen: { fr: 'Le registre nomme notre bureau.', en: 'The registry names our registrar.' },
  },
}

/** What a member is told to do at Gandi for an act, with their domain and our name servers in it. */
export function byHand(act: ManualAct, { domain, nameServers = [] }: { domain: string, nameServers?: readonly string[] }): ManualText {
  const filled = ({ fr, en }: Words): Words => ({ fr: typeset(fill(fr)), en: fill(en) })
  const fill = (text: string) => text.replaceAll('{{domain}}', domain).replaceAll('{{nameServers}}', nameServers.join(', '))
  const { title, how, seen } = texts[act]
  return { title: filled(title), how: filled(how), seen: filled(seen) }
}

/** No-break spaces where French wants them. */
const typeset = (text: string) => text.replace(/ ([:;?!»])/g, '\u00a0$1').replace(/« /g, '«\u00a0')
