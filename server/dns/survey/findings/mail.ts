import type { Finding } from '../contract.ts'
import type { MailFacts } from '../facts.ts'
import { askedOf, finding, isGandi, type Ground } from '../ground.ts'
import { listed } from '../words.ts'

/** Where the mail of a domain goes. */
export type MailAt = 'here' | 'gandi' | 'elsewhere' | 'nowhere' | 'unknown'

/** Where the mail goes now; to several places counts as the one that is lost first. */
export function mailAt({ facts: { mail }, ours }: Pick<Ground, 'facts' | 'ours'>): MailAt {
  if (!mail.facts) return 'unknown'
  // RFC 7505: a dot says that no mail is taken.
  const hosts = mail.facts.mx.map(({ host }) => host).filter(host => host !== '.')
  if (hosts.length === 0) return 'nowhere'
  if (hosts.some(isGandi)) return 'gandi'
  return hosts.every(host => ours.mailHosts.includes(host)) ? 'here' : 'elsewhere'
}

/** What moving means for the mail, and what its records have wrong already. */
export function mailFindings(ground: Ground): Finding[] {
  const { facts: { mail, domain, zone } } = ground
  if (!mail.facts) return mail.failure === null || mail.failure === zone.failure ? [] : [finding(['mail', 'doubt', 'mail-unknown'], { evidence: mail.seen, says: { fr: 'Les enregistrements du courriel n’ont pas pu être lus.', en: 'The records of the mail could not be read.' } })]
  const at = mailAt(ground)
  const seen = [...zone.seen, ...mail.seen]
  const evidence = (name: string, type: string) => askedOf(seen, [`${name}${domain}. ${type}`])
  return [
    { ...whereabouts(at, mail.facts), evidence: evidence('', 'MX').slice(0, 8) },
    ...senderFindings(at, mail.facts).map(one => ({ ...one, evidence: evidence('', 'TXT').slice(0, 8) })),
    ...dmarcFindings(at, mail.facts).map(one => ({ ...one, evidence: evidence('_dmarc.', 'TXT').slice(0, 8) })),
    ...keyFindings(ground),
  ]
}

function whereabouts(at: MailAt, { mx }: MailFacts): Finding {
  const hosts = listed(mx.map(({ host }) => host))
  if (at === 'gandi') return finding(['mail', 'lost', 'mail-gandi'], { says: { fr: 'Le courriel est chez Gandi : il s’arrête dès que le domaine est parti, et les boîtes sont effacées sept jours plus tard. Recopiez-les avant.', en: 'The mail is at Gandi: it stops as soon as the domain has left, and the mailboxes are erased seven days later. Copy them before.' } })
  if (at === 'here') return finding(['mail', 'good', 'mail-here'], { says: { fr: 'Le courriel arrive déjà chez nous.', en: 'The mail comes to us already.' } })
  if (at === 'nowhere') return finding(['mail', 'good', 'mail-none'], { says: { fr: 'Ce domaine ne reçoit pas de courriel.', en: 'This domain receives no mail.' } })
  return finding(['mail', 'good', 'mail-elsewhere'], { says: { fr: `Le courriel est chez un autre (${hosts.fr}) : rien ne change si ses enregistrements MX sont recopiés tels quels.`, en: `The mail is at somebody else’s (${hosts.en}): nothing changes if its MX records are copied as they are.` } })
}

function senderFindings(at: MailAt, { spf }: MailFacts): Finding[] {
  const found: Finding[] = []
  if (spf.length > 1) found.push(finding(['mail', 'doubt', 'spf-several'], { says: { fr: `Il y a ${spf.length} enregistrements SPF : aucun ne compte, et le courriel envoyé risque d’être refusé. Il faut les réunir en un seul.`, en: `There are ${spf.length} SPF records: none of them counts, and what is sent may be refused. They must become one.` } }))
  if (spf.length === 0 && at !== 'nowhere') found.push(finding(['mail', 'doubt', 'spf-missing'], { says: { fr: 'Pas de SPF : n’importe qui peut écrire au nom de ce domaine, et son courriel passe moins bien.', en: 'No SPF: anybody can write in the name of this domain, and its mail is trusted less.' } }))
  if (spf.some(text => text.includes('_mailcust.gandi.net'))) found.push(finding(['mail', 'manual', 'spf-gandi'], { says: { fr: 'Le SPF autorise les serveurs de Gandi : à remplacer par les nôtres en gardant le reste.', en: 'The SPF allows Gandi’s servers: to be replaced with ours, keeping the rest.' } }))
  return found
}

function dmarcFindings(at: MailAt, { dmarc }: MailFacts): Finding[] {
  if (dmarc.length > 1) return [finding(['mail', 'doubt', 'dmarc-several'], { says: { fr: `Il y a ${dmarc.length} enregistrements DMARC : aucun ne compte.`, en: `There are ${dmarc.length} DMARC records: none of them counts.` } })]
  if (dmarc.length > 0 || at === 'nowhere') return []
  return [finding(['mail', 'doubt', 'dmarc-missing'], { says: { fr: 'Pas de DMARC : les grands fournisseurs l’attendent de qui écrit beaucoup.', en: 'No DMARC: large providers expect it of whoever writes much.' } })]
}

/** Keys that sign mail are found by their usual names only; those of Gandi lead to machines of Gandi. */
function keyFindings({ facts: { zone, domain } }: Ground): Finding[] {
  const keys = (zone.facts?.records ?? []).filter(({ name, type, data }) => type === 'CNAME' && name.endsWith(`._domainkey.${domain}.`) && isGandi(data))
  if (keys.length === 0) return []
  return [finding(['mail', 'lost', 'dkim-gandi'], { evidence: askedOf(zone.seen, keys.map(({ name }) => name)), says: { fr: 'Les signatures DKIM sont celles de Gandi : elles cessent avec le courriel de Gandi, les nôtres les remplacent.', en: 'The DKIM signatures are Gandi’s: they end with the mail of Gandi, and ours take their place.' } })]
}
