// Prefixes of answers and tags of lists: Re:, TR :, [support].
const PREFIX = /^(\s|\[[^\]]{1,40}\]|(re|ré|rép|réf|aw|sv|tr|fw|fwd|wg)(\[\d+\])?\s*[:：])+/iu
/** Beyond this, a text is a log or a dump: nobody asks anything there. */
const MOST_TEXT = 4000
const MOST_WORDS = 150

const STOP = new Set(`
  alors apres aucun aussi autre avant avec avoir bien bonjour bonne bonsoir car ceci cela ces cet cette ceux chez comme comment cordialement dans depuis des deux dire dois donc dont
  elle elles encore entre est etait ete etes etre eux fait faire faut font grand ici ils jamais jour journee juste leur leurs lors mais mal merci mes moi moins mon nos notre nous
  ont ou oui par parce pas peu peut peux plus pour pourquoi pouvez pourriez puis quand que quel quelle quelque qui quoi sans ses soir son sont sous suis sur tous tout toute toutes tres
  une vers voici voila vos votre vous salut svp plait aide aider besoin question probleme souci message avance equipe madame monsieur amicalement
  about after all also and any are because been before being but can cannot could did does dont each for from get got had has have hello help her here him his how into its
  just kind know like many may more most much not now off one only other our out over please regards same she should since some such than thank thanks that the their them then
  there these they this those through too under until very was way well were what when where which while who why will with would yes you your hi dear team issue need
`.trim().split(/\s+/))

// A name of a server or an address stays whole: it says more than its parts.
const WORD = /[\p{L}\p{N}][\p{L}\p{N}.@_-]*[\p{L}\p{N}]/gu

const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/g, 'oe').replace(/æ/g, 'ae')

/** A subject without Re:, TR :, and the tags of lists. */
export const bareSubject = (subject: string): string => subject.normalize('NFKC').replace(PREFIX, '')

/** The words of a text that say what it is about, once each: without accents, capitals, plurals, and the small words of French and English. */
export function tellingWords(text: string): string[] {
  const words = folded(text.slice(0, MOST_TEXT)).match(WORD) ?? []
  const telling = words.filter(word => word.length > 2 && word.length <= 60 && !STOP.has(word)).map(singular)
  return [...new Set(telling)].slice(0, MOST_WORDS)
}

const singular = (word: string) => word.length > 4 && !/[\d.@]/.test(word) ? word.replace(/(?<!s)[sx]$/, '') : word

/** A name that two people hardly share, whatever the order of its parts; empty when it has one part only. */
export function fullName(name: string): string {
  const parts = (folded(name).match(/[\p{L}\p{N}]{2,}/gu) ?? []).sort()
  return parts.length < 2 ? '' : parts.join(' ').slice(0, 200)
}
