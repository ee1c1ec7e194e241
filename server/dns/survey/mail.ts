import type { DnsRecord } from '../record.ts'
import type { MailFacts } from './facts.ts'

/** What a domain's records say of its mail. Several SPF are all told: with two, none of them counts (RFC 7208 §4.5). */
export function mailFacts(domain: string, records: readonly DnsRecord[]): MailFacts {
  const texts = (name: string) => records.filter(record => record.name === name && record.type === 'TXT').map(({ data }) => textOf(data))
  return {
    mx: records.filter(({ name, type }) => name === domain && type === 'MX').map(mxOf).sort((one, other) => one.preference - other.preference),
    spf: texts(domain).filter(text => /^v=spf1(?: |$)/iu.test(text)),
    dmarc: texts(`_dmarc.${domain}`).filter(text => /^v=DMARC1\s*(?:;|$)/u.test(text)),
    dkim: records.filter(({ name, type }) => type === 'TXT' && selectorOf(name, domain)).map(({ name, data }) => ({ selector: selectorOf(name, domain) ?? '', data: textOf(data) })).filter(({ data }) => /(?:^|;)\s*p=/u.test(data)),
  }
}

/** Names of the mail's texts that are kept elsewhere, and where: they are asked for there. */
export const keptElsewhere = (domain: string, records: readonly DnsRecord[]): { name: string, at: string }[] => records
  .filter(({ name, type }) => type === 'CNAME' && (name === `_dmarc.${domain}` || selectorOf(name, domain)))
  .map(({ name, data }) => ({ name, at: data }))

function selectorOf(name: string, domain: string): string | null {
  const end = `._domainkey.${domain}`
  return name.endsWith(end) ? name.slice(0, -end.length) : null
}

function mxOf({ data }: DnsRecord) {
  const [preference, host = '.'] = data.split(' ')
  return { preference: Number(preference), host }
}

/** The texts of a record put together, as who reads SPF and keys does (RFC 7208 §3.3). Bytes that are not ASCII stay as they are written. */
export const textOf = (data: string): string => [...data.matchAll(/"(?<text>(?:[^"\\]|\\.)*)"/gsu)].map(({ groups }) => (groups?.text ?? '').replace(/\\(["\\;])/gu, '$1')).join('')
