import type { Change } from './change.ts'
import type { EntryKind, Hosting, QuotaName } from './hosting.ts'
import { fullLogin } from './missing.ts'
import type { Objection } from './objections.ts'

/** A sentence in both languages. */
export type Sentence = { fr: string, en: string }

const QUOTAS: Record<QuotaName, Sentence> = {
  domains: { fr: 'de domaines', en: 'domains' }, mailboxes: { fr: 'd’adresses', en: 'addresses' }, ftp: { fr: 'de comptes FTP', en: 'FTP logins' },
  databases: { fr: 'de bases de données', en: 'databases' }, lists: { fr: 'de robots de listes', en: 'list robots' }, web: { fr: 'de pages (ko)', en: 'pages (kB)' },
}

const KINDS: Record<EntryKind, (value: string) => Sentence> = {
  'web': folder => ({ fr: `montre les pages du dossier ${folder}`, en: `shows the pages in the folder ${folder}` }),
  'redirect': url => ({ fr: `renvoie vers ${url}`, en: `leads to ${url}` }),
  'a': ip => ({ fr: `mène à l’adresse ${ip} (A)`, en: `leads to the address ${ip} (A)` }),
  'aaaa': ip => ({ fr: `mène à l’adresse ${ip} (AAAA)`, en: `leads to the address ${ip} (AAAA)` }),
  'cname': name => ({ fr: `est un autre nom de ${name} (CNAME)`, en: `is another name for ${name} (CNAME)` }),
  'txt': text => ({ fr: `porte le texte « ${short(text)} » (TXT)`, en: `bears the text “${short(text)}” (TXT)` }),
  'mx': host => ({ fr: `reçoit son courrier chez ${host} (MX)`, en: `receives its mail at ${host} (MX)` }),
  'mx-second': host => ({ fr: `reçoit son courrier chez ${host} quand le premier se tait (MX)`, en: `receives its mail at ${host} when the first is silent (MX)` }),
  'default-mx': () => ({ fr: 'reçoit son courrier à l’hébergement (MX)', en: 'receives its mail at the hosting (MX)' }),
  'lists': () => ({ fr: 'montre les listes', en: 'shows the lists' }),
  'custom': () => ({ fr: 'a une entrée propre à l’hébergement', en: 'has an entry of the hosting’s own kind' }),
}

const short = (text: string) => text.length > 80 ? `${text.slice(0, 79)}…` : text
const nameOf = (name: string, domain: string) => name === '' ? domain : `${name}.${domain}`
const listed = (all: readonly string[]) => all.join(', ')

type SentenceOf = { [D in Change['do']]: (change: Extract<Change, { do: D }>, actual: Hosting) => Sentence }

const sentenceOf: SentenceOf = {
  'quota': ({ quota, total }, { quotas }) => {
    const now = quotas.find(({ name }) => name === quota)?.total ?? 0
    return { fr: `Porter le quota ${QUOTAS[quota].fr} de ${now} à ${total}`, en: `Raise the quota of ${QUOTAS[quota].en} from ${now} to ${total}` }
  },
  'domain': ({ domain, hostsDns, hostsMail, force }) => ({
    fr: `Créer le domaine ${domain}${hostsDns ? ', avec sa zone DNS' : ''}${hostsMail ? ' et son courrier' : ', sans son courrier pour l’instant'}${force ? ' (avant que ses serveurs de noms ne mènent ici)' : ''}`,
    en: `Create the domain ${domain}${hostsDns ? ', with its DNS zone' : ''}${hostsMail ? ' and its mail' : ', without its mail for now'}${force ? ' (before its name servers lead here)' : ''}`,
  }),
  'domain-settings': ({ domain, hostsDns, hostsMail, ttl }) => ({
    fr: `Régler ${domain} : zone DNS ${hostsDns ? 'servie ici' : 'servie ailleurs'}, courrier ${hostsMail ? 'reçu ici' : 'reçu ailleurs'}, durée de vie ${ttl} s`,
    en: `Set ${domain}: DNS zone ${hostsDns ? 'served here' : 'served elsewhere'}, mail ${hostsMail ? 'received here' : 'received elsewhere'}, time to live ${ttl} s`,
  }),
  'entry': (change, actual) => entryWords(change, actual),
  'remove-entry': ({ domain, id }, actual) => {
    const there = entryIn(actual, domain, id)
    const [name, says] = [nameOf(there?.name ?? '', domain), there && KINDS[there.kind](there.value)]
    return { fr: `Retirer une entrée de ${name}${says ? ` (celle qui ${says.fr})` : ''}`, en: `Remove an entry of ${name}${says ? ` (the one that ${says.en})` : ''}` }
  },
  'remove-domain': ({ domain }) => ({ fr: `Supprimer le domaine ${domain}, ses adresses et leur courrier`, en: `Delete the domain ${domain}, its addresses and their mail` }),
  'address': change => addressWords(change),
  'password': ({ domain, local }) => ({ fr: `Poser le mot de passe de ${local}@${domain}`, en: `Set the password of ${local}@${domain}` }),
  'catch-all': ({ domain, target }) => ({ fr: `Envoyer à ${target} tout ce qui arrive à d’autres adresses de ${domain}`, en: `Send whatever comes to other addresses of ${domain} to ${target}` }),
  'ftp': ({ prefix, login, folder }) => ({ fr: `Ouvrir l’accès FTP ${fullLogin(prefix, login)} sur le dossier ${folder}`, en: `Open the FTP login ${fullLogin(prefix, login)} on the folder ${folder}` }),
  'database': ({ name }) => ({ fr: `Créer la base de données ${name}`, en: `Create the database ${name}` }),
  'lists': ({ domain, host }) => ({ fr: `Ouvrir les listes de ${domain} à ${host}`, en: `Open the lists of ${domain} at ${host}` }),
}

const entryIn = (actual: Hosting, domain: string, id: string | null) => actual.domains.find(({ name }) => name === domain)?.entries.find(entry => entry.id === id)

function entryWords({ domain, name, kind, value, replaces }: Extract<Change, { do: 'entry' }>, actual: Hosting): Sentence {
  const [says, former] = [KINDS[kind](value), entryIn(actual, domain, replaces)]
  const was = former && KINDS[former.kind](former.value)
  return {
    fr: `${nameOf(name, domain)} : ${says.fr}${was ? `, à la place de ce qui ${was.fr}` : ''}`,
    en: `${nameOf(name, domain)}: ${says.en}${was ? `, instead of what ${was.en}` : ''}`,
  }
}

function addressWords({ domain, local, mailbox, recipients }: Extract<Change, { do: 'address' }>): Sentence {
  const address = `${local}@${domain}`
  const size = mailbox && (mailbox.quotaMb === 0 ? { fr: 'sans limite', en: 'without a limit' } : { fr: `de ${mailbox.quotaMb} Mo`, en: `of ${mailbox.quotaMb} MB` })
  const further = recipients.length > 0
  return {
    fr: `${size ? `Faire de ${address} une boîte aux lettres ${size.fr}` : `Faire de ${address} une adresse`}${further ? ` qui transmet à ${listed(recipients)}` : ''}`,
    en: `${size ? `Make ${address} a mailbox ${size.en}` : `Make ${address} an address`}${further ? ` that passes on to ${listed(recipients)}` : ''}`,
  }
}

/** What a change does, for whoever is asked to agree to it. */
export function inWords(change: Change, actual: Hosting): Sentence {
  const say = sentenceOf[change.do] as (change: Change, actual: Hosting) => Sentence
  return say(change, actual)
}

const OBJECTIONS: Record<Objection['why'], (about: string) => Sentence> = {
  'somebody-else': about => ({ fr: `${about} appartient à un autre compte de l’hébergement`, en: `${about} belongs to another account of the hosting` }),
  'account-closed': about => ({ fr: `Le compte ${about} est fermé`, en: `The account ${about} is closed` }),
  'another-program': about => ({ fr: `${about} est géré par un autre programme : on n’y touche pas`, en: `${about} is managed by another program: it is left alone` }),
  'own-content': about => ({ fr: `Le dossier de pages que montre ${about} ne sera plus visible`, en: `The folder of pages that ${about} shows will no longer be seen` }),
  'keeps-mailbox': about => ({ fr: `${about} est déjà une boîte aux lettres : elle le reste`, en: `${about} is a mailbox already: it stays one` }),
  'catch-all-changes': about => ({ fr: `Ce qui arrive à d’autres adresses (${about}) ira ailleurs qu’aujourd’hui`, en: `What comes to other addresses (${about}) will go elsewhere than today` }),
  'contradiction': about => ({ fr: `Des entrées voulues pour ${about} s’excluent`, en: `Entries wanted for ${about} exclude one another` }),
  'folder-changes': about => ({ fr: `L’accès FTP ${about} mènera à un autre dossier`, en: `The FTP login ${about} will lead to another folder` }),
}

/** What speaks against it. */
export const objectionInWords = ({ why, about }: Objection): Sentence => OBJECTIONS[why](about)
