import type { DnsRecord } from '../../dns/record.ts'
import { readZone } from '../../dns/zone/reading.ts'
import { txtData } from '../../dns/zone/txt.ts'
import { writeZone } from '../../dns/zone/writing.ts'
import type { Entry, HostedDomain, Hosting } from '../../provisioners/hosting.ts'
import type { Result } from '../../workflows/engine/progress.ts'

/** Where our hosting is in the world. */
export type Ours = { nameServers: readonly string[], mailHost: string | null, webAddresses: readonly string[] }

export const HOSTED = ['found', 'account', 'login', 'others', 'hostsDns', 'hostsMail', 'mailboxes', 'zone', 'ttl', 'mailHost', 'nameServers', 'fr', 'en'] as const

/** What there is where a domain is not at our hosting. */
export const nothingHosted = ({ nameServers, mailHost }: Ours): Result => ({
  found: false, account: null, login: null, others: 0, hostsDns: false, hostsMail: false, mailboxes: [], zone: '', ttl: null, mailHost, nameServers: [...nameServers],
  fr: 'Rien de ce domaine n’est à notre hébergement.', en: 'Nothing of this domain is at our hosting.',
} satisfies Record<typeof HOSTED[number], unknown>)

/** What a domain has at our hosting, and so what ends there with it: for its member to read before, and to take along. */
export function hostedResult(hosting: Hosting, name: string, ours: Ours): Result {
  const domain = hosting.domains.find(one => one.name === name)
  if (!domain) return nothingHosted(ours)
  const lines = endings(hosting, domain)
  return {
    ...nothingHosted(ours), found: true, account: hosting.account.id, login: hosting.account.login, others: hosting.domains.length - 1,
    hostsDns: domain.hostsDns, hostsMail: domain.hostsMail, ttl: domain.ttl, mailboxes: mailboxesOf(hosting, domain).map(({ address }) => address),
    zone: domain.hostsDns ? writeZone(recordsOf(domain, ours), { zone: `${name}.` }) : '',
    fr: listed(lines.map(({ fr }) => fr), 'Le nom seul, sans courrier ni site.'), en: listed(lines.map(({ en }) => en), 'The name alone, without mail or site.'),
  }
}

const listed = (lines: string[], nothing: string) => lines.length > 0 ? lines.map(line => `• ${line}`).join('\n') : nothing

const own = ({ addresses }: Hosting, { name }: HostedDomain) => addresses.filter(({ domain, local, foreign }) => domain === name && local !== '' && !foreign)
const mailboxesOf = (hosting: Hosting, domain: HostedDomain) =>
  own(hosting, domain).flatMap(({ local, mailbox }) => mailbox ? [{ address: `${local}@${domain.name}`, ...mailbox }] : [])

type Ending = { fr: string, en: string }

/** In this order: what people would miss most. Names alone, so that nobody has to look them up. */
function endings(hosting: Hosting, domain: HostedDomain): Ending[] {
  const isOn = domain.entries.filter(({ enabled }) => enabled)
  const named = (kinds: readonly Entry['kind'][]) => isOn.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name === '' ? domain.name : `${name}.${domain.name}`)
  const forwards = own(hosting, domain).filter(({ mailbox, local }) => !mailbox && local !== 'postmaster').map(({ local, recipients }) => `${local}@${domain.name} → ${recipients.join(', ')}`)
  const robots = hosting.robots.filter(robot => robot.domain === domain.name).map(({ host }) => host)
  const ftp = hosting.ftp.filter(({ login }) => login === domain.name || login.startsWith(`${domain.name}_`)).map(({ login }) => login)
  return [
    told('Boîtes aux lettres, avec leurs messages', 'Mailboxes, with their messages', mailboxesOf(hosting, domain).map(({ address }) => address)),
    told('Redirections de courrier', 'Mail forwards', forwards),
    told('Listes de diffusion', 'Mailing lists', robots),
    told('Sites et sous-sites, avec leurs certificats', 'Sites and sub-sites, with their certificates', named(['web'])),
    told('Redirections de pages', 'Redirections of pages', named(['redirect'])),
    told('Accès FTP au nom du domaine', 'FTP logins in the name of the domain', ftp),
  ].flat()
}

const told = (fr: string, en: string, names: readonly string[]): Ending[] => {
  const list = [...new Set(names)].join(', ')
  return names.length > 0 ? [{ fr: `${fr}\u00A0: ${list}`, en: `${en}: ${list}` }] : []
}

/** The zone as our name servers serve it, but for what they sign and write of themselves. */
function recordsOf({ name, ttl, entries }: HostedDomain, ours: Ours): DnsRecord[] {
  const apex = `${name}.`
  const lines = entries.filter(({ enabled }) => enabled).flatMap((entry) => {
    const at = entry.name === '' ? apex : `${entry.name}.${apex}`
    return rdataOf[entry.kind](entry.value, ours).map(rdata => `${at} ${ttl} IN ${rdata}`)
  })
  // What somebody once typed, and no name server would take, is left out.
  return readZone([...new Set(lines)].join('\n'), { origin: apex, ttl }).records.map(({ name: at, ttl: time, type, data }) => ({ name: at, ttl: time, type, data }))
}

type Rdata = (value: string, ours: Ours) => string[]
const toHere: Rdata = (_value, { webAddresses }) => webAddresses.map(address => `${address.includes(':') ? 'AAAA' : 'A'} ${address}`)

const rdataOf: Readonly<Record<Entry['kind'], Rdata>> = {
  'a': value => [`A ${value}`], 'aaaa': value => [`AAAA ${value}`], 'cname': value => [`CNAME ${value}`], 'txt': value => [`TXT ${txtData(value)}`], 'mx': value => [`MX 5 ${value}`], 'mx-second': value => [`MX 10 ${value}`],
  'default-mx': (_value, { mailHost }) => mailHost ? [`MX 5 ${mailHost.replace(/\.?$/, '.')}`] : [],
  'web': toHere, 'redirect': toHere, 'lists': toHere,
  // A kind that only the hosting knows: nobody else can serve it.
  'custom': () => [],
}
