import type { SitePage } from './page.ts'
import { wordsOf, type PageWords } from './words.ts'

/** What is the matter with a page, in a stable word; `fine` is a site. */
export type Verdict = { why: keyof typeof WORDS, fr: string, en: string, title: string, opening: string }

const WORDS = {
  fine: { fr: 'Le site répond.', en: 'The site answers.' },
  silent: { fr: 'Rien ne répond encore chez nous sous ce nom. L’hébergement vient peut-être seulement de l’apprendre : nous regarderons encore.', en: 'Nothing answers yet on our side under this name. The hosting may just have learnt of it: we will look again.' },
  absent: { fr: 'Il n’y a rien à cet endroit. Les fichiers sont-ils bien dans le dossier du domaine, et pas dans un dossier de plus ?', en: 'There is nothing at this place. Are the files in the folder of the domain, and not in one folder more?' },
  forbidden: { fr: 'Le serveur n’a pas le droit de montrer la page, ou il ne trouve pas de page d’accueil (index.html ou index.php) dans le dossier.', en: 'The server may not show the page, or finds no home page (index.html or index.php) in the folder.' },
  locked: { fr: 'Le site demande un mot de passe avant de montrer quoi que ce soit. Retirez-le le temps du déménagement.', en: 'The site asks for a password before showing anything. Take it away for the time of the move.' },
  maintenance: { fr: 'Le site se dit en maintenance. Il suffit de la terminer quand la copie est faite.', en: 'The site says that it is under maintenance. Just end that when the copy is done.' },
  broken: { fr: 'Le programme du site s’arrête sur une erreur. Le plus souvent : le nom de la base, son utilisateur ou son mot de passe n’ont pas été changés dans ses réglages, ou un fichier manque.', en: 'The program of the site stops with an error. Mostly: the name of the database, its user or its password were not changed in its settings, or a file is missing.' },
  database: { fr: 'Le site ne peut pas ouvrir sa base de données. Vérifiez dans ses réglages le serveur, le nom de la base, l’utilisateur et le mot de passe.', en: 'The site cannot open its database. Check the server, the name of the database, the user and the password in its settings.' },
  refused: { fr: 'Le serveur refuse la demande.', en: 'The server refuses what was asked.' },
  install: { fr: 'Le site propose de s’installer : ses fichiers sont là, mais il ne trouve ni ses réglages ni ses données. La base n’est pas encore importée, ou ce n’est pas la bonne.', en: 'The site offers to install itself: its files are there, but it finds neither its settings nor its data. The database is not imported yet, or it is not the right one.' },
  listing: { fr: 'On voit la liste des fichiers au lieu du site : il manque la page d’accueil (index.html ou index.php), ou le site est dans un dossier de plus.', en: 'One sees the list of files instead of the site: the home page (index.html or index.php) is missing, or the site is in one folder more.' },
  standard: { fr: 'C’est la page d’attente de notre hébergement : le site n’est pas encore là.', en: 'This is the waiting page of our hosting: the site is not there yet.' },
  empty: { fr: 'La page est vide.', en: 'The page is empty.' },
  source: { fr: 'On voit le programme du site au lieu de la page : PHP ne tourne pas pour ce domaine.', en: 'One sees the program of the site instead of the page: PHP does not run for this domain.' },
  elsewhere: { fr: 'Le site renvoie vers une autre adresse que la sienne. Son adresse est à corriger dans ses réglages, ou dans son fichier .htaccess.', en: 'The site sends to another address than its own. Its address must be put right in its settings, or in its file .htaccess.' },
  circle: { fr: 'Le site renvoie sans fin d’une page à l’autre. Regardez les renvois de son fichier .htaccess, et l’adresse dans ses réglages.', en: 'The site sends from page to page without end. Look at the redirections of its file .htaccess, and at the address in its settings.' },
  unredirected: { fr: 'Chez nous, le nom ne renvoie pas encore vers l’adresse voulue.', en: 'On our side the name does not lead to the wanted address yet.' },
} as const

export const verdict = (why: keyof typeof WORDS, { title, opening } = { title: '', opening: '' }): Verdict => ({ why, ...WORDS[why], title, opening })

const BY_STATUS: Readonly<Record<number, keyof typeof WORDS>> = { 401: 'locked', 403: 'forbidden', 404: 'absent', 410: 'absent', 503: 'maintenance' }

// Where programs go when they find nothing of their own: WordPress, SPIP, Drupal, Joomla, others.
const INSTALLER = /\/wp-admin\/(install|setup-config)\.php|[?&]exec=install\b|\/(core\/)?install(ation)?(\.php|\/|$)/i
const INSTALLING = /^(wordpress\b.{0,40}\b(installation|configuration|setup)|installation du système de publication|joomla!?( |:).{0,20}install)|create an? admin(istration)? account|créer un compte administrateur/i
const NO_DATABASE = /error establishing a database connection|erreur lors de la connexion à la base de données|problème technique \(serveur sql\)|could not connect to (the )?(database|mysql)|access denied for user '|sqlstate\[/i
const FATAL = /\b(fatal error|parse error|uncaught (error|exception))\b.{0,300}\bon line \d|there has been a critical error on this website|il y a eu une erreur critique sur ce site/i
const LISTING = /^index of \//i
// What Apache, Debian and AlternC show where nothing was put.
const STANDARD = /^(it works!?$|apache2? .{0,20}default page|site maintenance$|welcome to nginx|alternc control panel|bureau virtuel)/i

/** Whether a page that is no redirection is a site, and otherwise what is the matter. */
export function judged({ status, text }: SitePage): Verdict {
  const seen = wordsOf(text)
  const why = status >= 400 ? byStatus(status, seen.words) : byWords(text, seen)
  return verdict(why, seen)
}

function byStatus(status: number, words: string): keyof typeof WORDS {
  if (NO_DATABASE.test(words)) return 'database'
  return BY_STATUS[status] ?? (status >= 500 ? 'broken' : 'refused')
}

// Read in this order: what stands before is more certain.
const BY_WORDS: readonly (readonly [RegExp, keyof typeof WORDS])[] = [[LISTING, 'listing'], [STANDARD, 'standard'], [INSTALLING, 'install'], [NO_DATABASE, 'database'], [FATAL, 'broken']]

const PICTURES = /<(img|iframe|frame|script|object|canvas|video|svg)\b/i

function byWords(text: string, { title, words }: PageWords): keyof typeof WORDS {
  if (/^\s*<\?php/i.test(text)) return 'source'
  if (title === '' && words === '' && !PICTURES.test(text)) return 'empty'
  return BY_WORDS.find(([pattern]) => pattern.test(title) || pattern.test(words))?.[1] ?? 'fine'
}

/** Whether a redirection leads to the beginning of an installation. */
export const isInstaller = ({ pathname, search }: URL): boolean => INSTALLER.test(pathname + search)

/** Whether an address lies within a domain. */
export const isWithin = (domain: string, { hostname }: URL): boolean => hostname === domain || hostname.endsWith(`.${domain}`)

/** Whether both lead to the same place, whatever stands at their ends. */
export const isSamePlace = (one: URL, other: URL): boolean => placeOf(one) === placeOf(other)

const placeOf = ({ hostname, pathname, search }: URL) => `${hostname.replace(/^www\./, '')}${pathname.replace(/\/$/, '')}${search}`
