import type { WebLook } from '../../looks.ts'
import type { DnsRecord } from '../../record.ts'
import type { Finding } from '../contract.ts'
import type { Seen } from '../facts.ts'
import { askedOf, finding, type Ground } from '../ground.ts'
import { dayOf, listed } from '../words.ts'

const ENDING_MS = 14 * 86_400_000
/** Gandi's machine for redirections, and for domains where nothing is yet. */
const REDIRECTOR = '217.70.184.38'

/** What moving means for the site, and what is wrong with it already. */
export function webFindings({ facts: { web, zone, domain }, now }: Ground): Finding[] {
  const redirected = (zone.facts?.records ?? []).filter(isRedirector)
  const atGandi = redirected.length > 0 ? [redirectedByGandi(redirected, web.facts?.looks ?? [], askedOf(zone.seen, redirected.map(({ name, type }) => `${name} ${type}`)))] : []
  if (!web.facts) return web.failure === null ? atGandi : [...atGandi, finding(['web', 'doubt', 'web-unknown'], { evidence: web.seen, says: { fr: 'Le site n’a pas pu être regardé.', en: 'The web site could not be looked at.' } })]
  const { looks } = web.facts
  const answering = looks.filter(({ status }) => status !== null)
  if (answering.length === 0) return [...atGandi, finding(['web', 'doubt', 'web-silent'], { evidence: web.seen, says: { fr: 'Aucun site ne répond, ni à ce nom ni avec www.', en: 'No web site answers, neither at this name nor with www.' } })]
  return [...atGandi, ...secure(looks, now, web.seen), ...elsewhere(looks, domain, web.seen), ...broken(answering, web.seen)]
}

const isRedirector = ({ type, data, name }: DnsRecord) => !name.startsWith('webmail.') && ((type === 'A' && data === REDIRECTOR) || (type === 'CNAME' && /(^|\.)webredir\.vip\.gandi\.net\.$/.test(data)))

function redirectedByGandi(records: readonly DnsRecord[], looks: readonly WebLook[], evidence: Seen[]): Finding {
  const names = listed(records.map(({ name }) => name))
  const target = looks.find(({ location }) => location !== null)?.location
  const where = target ? { fr: ` vers ${target}`, en: ` to ${target}` } : { fr: '', en: '' }
  return finding(['web', 'lost', 'web-redirection'], { evidence, says: { fr: `Une redirection web de Gandi sert ${names.fr}${where.fr} : elle disparaît avec le domaine et doit être refaite chez nous.`, en: `A web redirection of Gandi serves ${names.en}${where.en}: it goes with the domain and must be made anew here.` } })
}

const isSecure = ({ url }: WebLook) => url.startsWith('https:')

function secure(looks: readonly WebLook[], now: number, seen: Seen[]): Finding[] {
  const shown = looks.filter(isSecure).flatMap(({ url, certificate }) => certificate ? [{ host: new URL(url).hostname, ...certificate }] : [])
  const evidence = askedOf(seen, ['https:'])
  if (shown.length === 0) return [finding(['web', 'doubt', 'https-missing'], { evidence, says: { fr: 'Le site ne répond pas en HTTPS : les navigateurs préviennent ses visiteurs.', en: 'The web site does not answer over HTTPS: browsers warn its visitors.' } })]
  const bad = shown.filter(({ trusted, expiresAt }) => !trusted || expiresAt <= now)
  const hosts = listed([...new Set(bad.map(({ host }) => host))])
  if (bad.length > 0) return [finding(['web', 'doubt', 'certificate-bad'], { evidence, says: { fr: `Le certificat n’est pas valable pour ${hosts.fr} : les navigateurs refusent la page.`, en: `The certificate is not good for ${hosts.en}: browsers refuse the page.` } })]
  const first = Math.min(...shown.map(({ expiresAt }) => expiresAt))
  const ending = first - now < ENDING_MS ? [finding(['web', 'doubt', 'certificate-ending'], { evidence, says: { fr: `Le certificat expire le ${dayOf(first).fr}.`, en: `The certificate expires on ${dayOf(first).en}.` } })] : []
  return [...ending, finding(['web', 'lost', 'certificate'], { evidence, says: { fr: 'Le certificat HTTPS reste chez l’hébergeur actuel : le nôtre n’est fait que lorsque le nom mène chez nous, avec une courte coupure si rien n’est prévu.', en: 'The HTTPS certificate stays where the site is: ours is made only once the name leads to us, with a short gap unless that is prepared.' } })]
}

/** Sites that send their visitors to another domain. What Gandi redirects has been said already. */
function elsewhere(looks: readonly WebLook[], domain: string, seen: Seen[]): Finding[] {
  const targets = looks.flatMap(({ location, url }) => URL.parse(location ?? '', url)?.hostname ?? []).filter(host => host !== domain && !host.endsWith(`.${domain}`))
  if (targets.length === 0) return []
  const names = listed([...new Set(targets)])
  return [finding(['web', 'manual', 'web-elsewhere'], { evidence: seen, says: { fr: `Le site renvoie vers un autre domaine (${names.fr}) : à refaire chez nous, ou à laisser où c’est.`, en: `The web site leads to another domain (${names.en}): to be made anew here, or left where it is.` } })]
}

function broken(answering: readonly WebLook[], seen: Seen[]): Finding[] {
  const failing = answering.filter(({ status }) => (status ?? 0) >= 400)
  if (failing.length < answering.length) return [finding(['web', 'good', 'web-answers'], { evidence: seen, says: { fr: 'Le site répond.', en: 'The web site answers.' } })]
  const statuses = [...new Set(failing.map(({ status }) => status))].join(', ')
  return [finding(['web', 'doubt', 'web-broken'], { evidence: seen, says: { fr: `Le site répond par une erreur (${statuses}).`, en: `The web site answers with an error (${statuses}).` } })]
}

