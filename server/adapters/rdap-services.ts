/** Where a registry answers; `sure: false`: said by others than IANA's list, or of old. */
export type RdapService = { labels: readonly string[], base: string, sure: boolean }

const own = (...labels: string[]): RdapService[] => labels.map(label => ({ labels: [label], base: `https://rdap.nic.${label}/`, sure: true }))
const at = (base: string, ...labels: string[]): RdapService => ({ labels, base, sure: true })
const perhapsAt = (base: string, ...labels: string[]): RdapService => ({ labels, base, sure: false })

/** The registries that are known without asking anybody. IANA's own list, once it was fetched, is believed before these. */
export const shippedServices: readonly RdapService[] = [
  // AFNIC, for France and for those whose registry it runs.
  ...own('fr', 're', 'pm', 'tf', 'wf', 'yt', 'bzh', 'alsace', 'paris', 'ovh', 'corsica'),
  at('https://rdap.verisign.com/com/v1/', 'com'),
  at('https://rdap.verisign.com/net/v1/', 'net'),
  at('https://tld-rdap.verisign.com/name/v1/', 'name'),
  at('https://rdap.publicinterestregistry.org/rdap/', 'org', 'ong', 'ngo'),
  at('https://rdap.identitydigital.services/rdap/', 'info', 'pro', 'mobi', 'asia', 'io', 'live', 'email', 'agency', 'digital', 'solutions', 'systems'),
  at('https://rdap.registry.coop/rdap/', 'coop', 'creditunion'),
  at('https://pubapi.registry.google/rdap/', 'app', 'dev', 'page'),
  at('https://rdap.centralnic.com/xyz/', 'xyz'),
  at('https://rdap.registry.cloud/rdap/', 'cloud'),
  at('https://rdap.radix.host/rdap/', 'online', 'site', 'tech', 'store'),
  at('https://rdap.nominet.uk/uk/', 'uk'),
  at('https://rdap.ca.fury.ca/rdap/', 'ca'),
  at('https://rdap.sidn.nl/', 'nl'),
  at('https://rdap.dns.pl/', 'pl'),
  ...own('cz', 'ch', 'tv', 'brussels', 'vlaanderen'),
  // These answer, though IANA does not list them.
  perhapsAt('https://rdap.denic.de/', 'de'),
  perhapsAt('https://rdap.nic.li/', 'li'),
  perhapsAt('https://rdap.nic.biz/', 'biz'),
  perhapsAt('https://rdap.eurid.eu/', 'eu'),
]
