import { absolute, isWithin, namedIn } from '../names.ts'
import type { DnsRecord } from '../record.ts'

/** A name and what is asked for there. */
export type Wanted = { name: string, types: readonly string[] }

const APEX = ['SOA', 'NS', 'A', 'AAAA', 'MX', 'TXT', 'CAA', 'HTTPS', 'DNSKEY', 'CDS', 'CDNSKEY', 'SPF']
// Where there is a CNAME, any of these gives it.
const HOST = ['A', 'AAAA', 'MX', 'TXT']
const ADDRESSES = ['A', 'AAAA']

// What associations have, as web hosts, registrars and mail providers set it up.
const KNOWN: readonly (readonly [types: readonly string[], labels: readonly string[]])[] = [
  [HOST, ['www', 'mail', 'lists', 'listes', 'blog', 'forum', 'cloud']],
  [ADDRESSES, ['imap', 'smtp', 'pop', 'pop3', 'webmail', 'ftp', 'sftp', 'autoconfig', 'autodiscover', 'mta-sts', 'mx', 'mx1', 'ns1', 'ns2', 'wiki', 'test', 'dev', 'admin', 'm', 'boutique', 'agenda', 'nextcloud', 'pad', 'stats']],
  [['TXT'], ['_dmarc', '_mta-sts', '_smtp._tls', '_acme-challenge', '_github-pages-challenge', '_atproto', 'default._bimi']],
  [['TXT'], ['default', 'gm1', 'gm2', 'gm3', 'alternc', 'google', 'k1', 'k2', 'k3', 'selector1', 'selector2', 'mail', 'dkim', 's1', 's2', 'ovhmo1', 'protonmail', 'protonmail2', 'protonmail3', 'brevo', 'brevo1', 'brevo2', 'mailjet', 'zoho', 'fm1', 'fm2', 'fm3'].map(selector => `${selector}._domainkey`)],
  [['SRV'], ['_imap._tcp', '_imaps._tcp', '_pop3._tcp', '_pop3s._tcp', '_submission._tcp', '_submissions._tcp', '_autodiscover._tcp', '_caldav._tcp', '_caldavs._tcp', '_carddav._tcp', '_carddavs._tcp', '_matrix._tcp', '_matrix-fed._tcp', '_xmpp-client._tcp', '_xmpp-server._tcp', '_sip._tcp', '_sips._tcp', '_sip._tls', '_sipfederationtls._tcp']],
  [['TLSA'], ['_25._tcp.mail', '_443._tcp', '_443._tcp.www']],
]
const MOST_MORE = 100
// What is no name, or too deep to be anybody's, is not asked for.
const NAME = /^(?:[\w*-]{1,63}\.){0,8}[\w*-]{1,63}$/u

/** The names that are usually in a zone, and some that somebody knows of: labels below the domain, or whole names. */
export function knownNames(domain: string, more: readonly string[] = []): Wanted[] {
  const known = KNOWN.flatMap(([types, labels]) => labels.map(label => ({ name: `${label}.${domain}`, types })))
  const others = more.map(one => one.replace(/\.$/u, '').toLowerCase()).filter(one => NAME.test(one))
    .map(one => isWithin(absolute(one), domain) ? absolute(one) : `${one}.${domain}`).filter(name => name !== domain)
  return merged([{ name: domain, types: APEX }, ...known, ...unique(others).slice(0, MOST_MORE).map(name => ({ name, types: typesAt(name) }))])
}

/** What is asked for below a label that nobody has chosen: it answers for all that have no record of their own. */
export const wildcardProbe = (domain: string, label: string): Wanted => ({ name: `${label}.${domain}`, types: [...HOST, 'SRV', 'CAA'] })

const typesAt = (name: string) => name.includes('._domainkey.') ? ['TXT'] : /^_[^.]+\._(?:tcp|udp|tls)\./u.test(name) ? ['SRV', 'TLSA'] : [...HOST, 'CAA', 'NS']

/** Names of the domain that its own records speak of, and that were not asked yet: mail servers, name servers, targets. */
export function namesSpokenOf(domain: string, records: readonly DnsRecord[], asked: readonly Wanted[]): Wanted[] {
  const names = unique(records.flatMap(namedIn)).filter(name => name !== domain && isWithin(name, domain) && !asked.some(one => one.name === name))
  return names.slice(0, MOST_MORE).map(name => ({ name, types: ADDRESSES }))
}

/** Everything that a zone holds, to be asked of other servers. */
export function namesOf(records: readonly DnsRecord[], most: number): Wanted[] {
  return merged(records.filter(({ name, type }) => !name.includes('*') && type !== 'SOA').map(({ name, type }) => ({ name, types: [type] }))).slice(0, most)
}

const unique = (names: string[]) => [...new Set(names)]

function merged(wanted: Wanted[]): Wanted[] {
  const types = new Map<string, string[]>()
  for (const one of wanted) types.set(one.name, unique([...types.get(one.name) ?? [], ...one.types]))
  return [...types].map(([name, all]) => ({ name, types: all }))
}
