import type { DnsRecord } from '../record.ts'
import { parseSpf } from './spf.ts'
import type { Said } from './said.ts'
import { isSpf, textOf } from './txt.ts'
import { relative } from './writing.ts'

/** What Gandi sends through for everybody who has mail there. */
export const GANDI_SPF = '_mailcust.gandi.net'

type Leftover = { types: readonly string[], name: RegExp, data: RegExp, why: Said }

// What Gandi puts into every new zone, and what only works there.
const LEFTOVERS: readonly Leftover[] = [
  { types: ['MX'], name: /^@$/u, data: /^\d+ (?:spool|fb)\.mail\.gandi\.net\.$/u, why: { fr: 'Serveur de courrier de Gandi : le courrier n’y sera plus.', en: 'Mail server of Gandi: the mail will not be there any more.' } },
  { types: ['CNAME'], name: /^gm[123]\._domainkey$/u, data: /\.gandimail\.net\.$/u, why: { fr: 'Signature (DKIM) du courrier que Gandi envoyait.', en: 'Signature (DKIM) of the mail that Gandi sent.' } },
  { types: ['CNAME'], name: /^webmail$/u, data: /^webmail\.gandi\.net\.$/u, why: { fr: 'Webmail de Gandi.', en: 'Webmail of Gandi.' } },
  { types: ['CNAME'], name: /^www$/u, data: /^webredir\.vip\.gandi\.net\.$/u, why: { fr: 'Redirection web ou page d’attente de Gandi.', en: 'Web redirection or waiting page of Gandi.' } },
  { types: ['A'], name: /^(?:@|www)$/u, data: /^217\.70\.184\.38$/u, why: { fr: 'Redirection web ou page d’attente de Gandi.', en: 'Web redirection or waiting page of Gandi.' } },
  { types: ['SRV'], name: /^_(?:imaps?|pop3s?|submissions?)\._tcp$/u, data: /^\d+ \d+ \d+ (?:\.|(?:\S+\.)?gandi\.net\.)$/u, why: { fr: 'Réglage automatique des logiciels de courrier pour les serveurs de Gandi.', en: 'Automatic settings of mail programs for Gandi’s servers.' } },
  { types: ['CNAME'], name: /^(?:imap|pop3?|smtp|mail)$/u, data: /^(?:\S+\.)?mail\.gandi\.net\.$/u, why: { fr: 'Nom d’un serveur de courrier de Gandi.', en: 'Name of a mail server of Gandi.' } },
]

/** Why a record of a zone that was at Gandi is not carried to another hosting; null for one that is the member's own. */
export function leftoverOf(record: DnsRecord, zone: string): Said | null {
  const name = relative(record.name, zone)
  const known = LEFTOVERS.find(one => one.types.includes(record.type) && one.name.test(name) && one.data.test(record.data))
  if (known) return known.why
  return name === '@' && isSpf(record) && saysNothingElse(textOf(record.data)) ? SPF : null
}

const SPF: Said = { fr: 'Autorisation (SPF) d’envoyer par Gandi seulement.', en: 'Permission (SPF) to send through Gandi only.' }

const saysNothingElse = (text: string) => {
  const terms = parseSpf(text)?.terms.filter(({ name }) => name !== 'all') ?? []
  return terms.length > 0 && terms.every(({ name, value }) => name === 'include' && value.toLowerCase() === GANDI_SPF)
}
