import { createHash } from 'node:crypto'
import type { DelegationFacts, MailFacts, Part, RegistrationFacts, WebFacts, ZoneFacts } from '../dns/survey/facts.ts'
import type { Found, LookAtDomain } from '../dns/survey/ports.ts'
import type { Registration } from '../dns/looks.ts'
import type { AskRegistry } from '../dns/ports.ts'
import { judged } from '../dns/survey/view.ts'
import { surveyResult } from '../transfer/steps/survey-result.ts'
import type { Result } from '../workflows/engine/progress.ts'

const DAY_MS = 86_400_000
const NOT_OURS = { nameServers: [], mailHosts: [] }

/** How a domain that is played behaves. */
const KINDS = ['good', 'good', 'good', 'good', 'locked', 'locked', 'young', 'moved', 'dnssec', 'expired', 'expiring', 'pending', 'unknown', 'silent', 'free'] as const
type PlayedKind = (typeof KINDS)[number]

/** By a word of its name, as in `locked.assoc.fr` or `assoc-dnssec.org`; or by chance, the same for the same name. */
export function kindOf(domain: string): PlayedKind {
  const words = domain.toLowerCase().split(/[.-]/)
  const said = KINDS.find(kind => words.includes(kind))
  return said ?? KINDS[(createHash('sha256').update(domain).digest()[0] ?? 0) % KINDS.length] ?? 'good'
}

/** A registry that is played. */
export const simulatedRegistry = (clock: () => Date): AskRegistry => domain => Promise.resolve(answerOf(domain, clock().getTime()))

function answerOf(domain: string, at: number): Awaited<ReturnType<AskRegistry>> {
  const kind = kindOf(domain)
  if (kind === 'unknown') return { unasked: 'No registry that answers is known' }
  if (kind === 'free') return { absent: `https://rdap.example/domain/${domain}` }
  return { registration: registrationOf(domain, kind, at) }
}

const STATUSES: Partial<Record<PlayedKind, string[]>> = { locked: ['clientTransferProhibited'], pending: ['pendingTransfer'] }
const LEFT_DAYS: Partial<Record<PlayedKind, number>> = { expired: -3, expiring: 12 }

const registrationOf = (domain: string, kind: PlayedKind, now: number): Registration => ({
  domain, source: `https://rdap.example/domain/${domain}`, registrar: { name: 'Gandi SAS', ianaId: 81 }, statuses: STATUSES[kind] ?? ['ok'],
  registeredAt: now - (kind === 'young' ? 20 : 2000) * DAY_MS, expiresAt: now + (LEFT_DAYS[kind] ?? 200) * DAY_MS, transferredAt: kind === 'moved' ? now - 30 * DAY_MS : null, changedAt: null,
  nameServers: NAME_SERVERS, signed: kind === 'dnssec',
})

const NAME_SERVERS = ['ns-119-a.gandi.net.', 'ns-25-b.gandi.net.', 'ns-3-c.gandi.net.']

/** Domains that are looked at without asking anybody. */
export const simulatedDomains = (clock: () => Date): LookAtDomain => (domain, told = () => undefined) => {
  const found = playedDomain(domain, clock().getTime())
  told(found)
  return Promise.resolve(found)
}

/** What the look at a domain that is played gives to a workflow. */
export function playedSurvey(domain: string, at: number): Result {
  const facts = { domain, at, ...playedDomain(domain, at) }
  return surveyResult(facts, judged(facts, NOT_OURS), NOT_OURS)
}

/** What a look at a domain that is played finds: most are at Gandi with mail and a site, and some are in the way that their name says. */
function playedDomain(domain: string, at: number): Found {
  const kind = kindOf(domain)
  const part = <T>(facts: T, asked: string): Part<T> => ({ facts, failure: null, seen: [{ asked, of: 'played', answered: 'NOERROR', at }] })
  const web = part(webOf(domain, at), `https://${domain}/`)
  if (kind === 'free' || kind === 'silent') {
    const nothing = { facts: null, failure: kind === 'free' ? 'absent' : 'unserved', seen: [] }
    return { registration: registrationPart(domain, at), delegation: nothing, zone: nothing, mail: nothing, web }
  }
  return { registration: registrationPart(domain, at), delegation: part(delegationOf(domain, kind), `${domain}. NS`), zone: part(zoneOf(domain, kind), `${domain}. SOA`), mail: part(MAIL, `${domain}. MX`), web }
}

function registrationPart(domain: string, at: number): Part<RegistrationFacts> {
  if (kindOf(domain) === 'silent') return { facts: null, failure: 'the registry did not answer in time', seen: [] }
  const answer = answerOf(domain, at)
  return { facts: { known: 'registration' in answer ? answer.registration : null, absent: 'absent' in answer, unasked: 'unasked' in answer }, failure: null, seen: [{ asked: `${domain} (RDAP)`, of: 'played', answered: kindOf(domain), at }] }
}

const delegationOf = (domain: string, kind: PlayedKind): DelegationFacts => ({
  parent: `${domain.slice(domain.indexOf('.') + 1)}.`, servers: [], nameServers: NAME_SERVERS, ds: kind === 'dnssec' ? ['50651 13 2 01CC0A'] : [], nsTtl: 172_800, dsTtl: kind === 'dnssec' ? 3600 : null,
})

function zoneOf(domain: string, kind: PlayedKind): ZoneFacts {
  const name = `${domain}.`
  return {
    servers: NAME_SERVERS.map((server, index) => ({ name: server, address: `192.0.2.${index + 1}`, udp: true, tcp: true, authoritative: true, serial: 1_700_000_000, failure: null })),
    soa: { name, ttl: 10_800, type: 'SOA', data: 'ns1.gandi.net. hostmaster.gandi.net. 1700000000 10800 3600 604800 10800' },
    records: [
      { name, ttl: 10_800, type: 'A', data: '192.0.2.80' }, { name: `www.${name}`, ttl: 10_800, type: 'CNAME', data: name }, { name, ttl: 10_800, type: 'MX', data: '10 spool.mail.gandi.net.' }, { name, ttl: 10_800, type: 'MX', data: '50 fb.mail.gandi.net.' },
      { name, ttl: 10_800, type: 'TXT', data: '"v=spf1 include:_mailcust.gandi.net ?all"' }, { name: `_imaps._tcp.${name}`, ttl: 10_800, type: 'SRV', data: '0 1 993 mail.gandi.net.' }, { name: `gm1._domainkey.${name}`, ttl: 10_800, type: 'CNAME', data: 'gm1.gandimail.net.' },
    ],
    whole: false, differing: [], highestTtl: 10_800, dnssec: kind === 'dnssec' ? 'signed' : 'unsigned',
  }
}

const MAIL: MailFacts = { mx: [{ preference: 10, host: 'spool.mail.gandi.net.' }, { preference: 50, host: 'fb.mail.gandi.net.' }], spf: ['v=spf1 include:_mailcust.gandi.net ?all'], dmarc: [], dkim: [] }

const webOf = (domain: string, at: number): WebFacts => ({
  looks: [{ url: `https://${domain}/`, address: '192.0.2.80', status: 200, location: null, certificate: { trusted: true, names: [domain, `www.${domain}`], issuer: 'Let’s Encrypt', expiresAt: at + 60 * DAY_MS }, failure: null }],
})
