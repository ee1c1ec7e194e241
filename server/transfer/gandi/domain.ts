/** Several records of one name and type, as LiveDNS writes them: `@` is the domain itself, texts stand in quotes. */
export type RrSet = { name: string, type: string, ttl: number, values: string[] }

/** The owner of a domain as Gandi knows them; the names of `Contact` of the registrars, so that one may be handed to the other. */
export type Owner = {
  kind: 'person' | 'organisation' | 'association' | 'public'
  organisation: string | null
  firstName: string, lastName: string
  street: string, zip: string, city: string, country: string
  phone: string, email: string
}

/** A domain at Gandi; instants in UTC ms. */
export type GandiDomain = {
  domain: string
  /** In the words of EPP; none is `ok`. */
  statuses: string[]
  /** False where its ending knows no lock. */
  canLock: boolean
  /** What of Gandi's it uses, in their words (`gandilivedns`, `mailboxv2`, `redirection` …): what is lost when it leaves. */
  services: string[]
  /** In lower case, without a last dot. */
  nameServers: string[]
  autorenew: boolean
  registeredAt: number | null
  endsAt: number | null
  /** Whether the owner's address answers; `done` when it does. */
  reachability: string | null
  owner: Owner | null
  /** Undefined: this token may not see it. Null: there is none. */
  code: { value: string, until: number | null } | null | undefined
}

/** A key of DNSSEC that Gandi has given to the registry. */
export type RegistryKey = { id: string, keyTag: number, algorithm: number }

export type Redirection = { host: string, type: string, url: string }
export type Forward = { source: string, destinations: string[] }

/** A mailbox; `aliases` are what stands before the @, and may contain `*`. */
export type Mailbox = { id: string, address: string, login: string, kind: string, aliases: string[], quotaUsed: number | null, responder: boolean | null }

/** What a token is: what it may do, and until when. Null: nobody can tell beforehand. */
export type TokenFacts = { name: string | null, endsAt: number | null, scopes: string[] | null }

const SERVICES: Readonly<Record<string, { fr: string, en: string }>> = {
  gandilivedns: { fr: 'la zone DNS', en: 'the DNS zone' }, gandidns: { fr: 'la zone DNS', en: 'the DNS zone' }, dnssec: { fr: 'les signatures DNSSEC', en: 'the DNSSEC signatures' },
  certificate: { fr: 'les certificats', en: 'the certificates' }, redirection: { fr: 'les redirections web', en: 'the web redirections' },
  gandimail: { fr: 'les boîtes mail', en: 'the mailboxes' }, packmail: { fr: 'les boîtes mail', en: 'the mailboxes' }, mailboxv2: { fr: 'les boîtes mail', en: 'the mailboxes' },
  paas: { fr: 'l’hébergement web', en: 'the web hosting' }, hosting: { fr: 'l’hébergement web', en: 'the web hosting' }, site: { fr: 'le site', en: 'the site' }, blog: { fr: 'le blog', en: 'the blog' },
}

/** What ends when the domain leaves Gandi, in words, each once. */
export function lostWith({ services }: Pick<GandiDomain, 'services'>): { fr: string[], en: string[] } {
  const lost = services.map(service => SERVICES[service] ?? { fr: service, en: service })
  return { fr: [...new Set(lost.map(({ fr }) => fr))], en: [...new Set(lost.map(({ en }) => en))] }
}

/** Whether its mail is at Gandi. */
export const hasMail = ({ services }: Pick<GandiDomain, 'services'>): boolean => services.some(service => ['gandimail', 'packmail', 'mailboxv2'].includes(service))
