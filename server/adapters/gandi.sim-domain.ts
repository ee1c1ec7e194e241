import { ACCEPTED, BUSY, found, invalid, MISSING, paged, type GandiAsked, type GandiRoute } from './gandi.sim-replies.ts'
import { atGandi, gandiMail, LATER_MS, type HeldByGandi, type Later, type SimulatedMailbox } from './gandi.sim-state.ts'
import type { SimReply } from './http.sim.ts'
import { hasLock, type RegisteredDomain } from './registry.sim.ts'

const [VIEW, TECH, MAIL] = [/^domain:view$/, /^domain:tech$/, /^mail/]
const D = '/domain/domains/([^/]+)'
const M = '/email/mailboxes/([^/]+)'

type Held = { domain: RegisteredDomain, held: HeldByGandi }

/** A route about a domain that is here; any other is not found. */
const here = (answer: (at: Held, asked: GandiAsked) => SimReply) => (asked: GandiAsked): SimReply => {
  const [domain, held] = [atGandi(asked.office, asked.domain), asked.office.state.held[asked.domain]]
  return domain && held ? answer({ domain, held }, asked) : MISSING
}

/** Asks for something that is done later, unless Gandi is at something else for this domain. */
export const later = (does: Later['does'], names?: (asked: GandiAsked) => string[]) => here(({ domain }, asked) => {
  const { state, now } = asked.office
  if (state.later.some(one => one.domain === domain.name && one.at <= now + LATER_MS)) return BUSY
  if (domain.pending && does !== 'accept') return BUSY
  state.later.push({ domain: domain.name, at: now + LATER_MS, does, ...names && { names: names(asked) } })
  return ACCEPTED
})

/** What is about the domain itself, and its mail. */
export const DOMAIN_ROUTES: readonly GandiRoute[] = [
  [new RegExp(`^GET ${D}$`), VIEW, here(({ domain, held }, { office }) => found(details({ domain, held }, office.now)))],
  [new RegExp(`^PATCH ${D}/status$`), TECH, asked => asked.body['clientTransferProhibited'] === true ? later('lock')(asked) : later('unlock')(asked)],
  [new RegExp(`^PUT ${D}/authinfo$`), TECH, later('code')],
  [new RegExp(`^PATCH ${D}/autorenew$`), VIEW, here(({ held }, { body }) => { held.autorenew = body['enabled'] === true; return ACCEPTED })],
  [new RegExp(`^GET ${D}/nameservers$`), TECH, here(({ domain }) => found(domain.nameServers))],
  [new RegExp(`^PUT ${D}/nameservers$`), TECH, nameServers],
  [new RegExp(`^POST ${D}/transferout$`), TECH, accept],
  [new RegExp(`^GET ${D}/webredirs$`), TECH, here(({ held }, { asked }) => paged(asked, held.redirections))],
  [new RegExp(`^GET ${M}$`), MAIL, withMail((held, { asked }) => paged(asked, held.mailboxes.map(box => listed(box, held.name))))],
  [new RegExp(`^GET ${M}/([^/]+)$`), MAIL, withBox((box, { domain }) => found({ ...listed(box, domain), aliases: box.aliases, responder: { enabled: box.responder, message: '' } }))],
  [new RegExp(`^PATCH ${M}/([^/]+)$`), MAIL, withBox(changeBox)],
  [/^GET \/email\/forwards\/([^/]+)$/, MAIL, withMail((held, { asked }) => paged(asked, held.forwards))],
]

const iso = (at: number) => new Date(at).toISOString()

function details({ domain, held }: Held, now: number) {
  return {
    id: 'ba1167be-2f76-11e9-9dfb-00163ec4cb00', fqdn: domain.name, fqdn_unicode: domain.name, tld: domain.name.slice(domain.name.lastIndexOf('.') + 1),
    status: [...domain.statuses, ...domain.pending ? ['pendingTransfer'] : []], can_tld_lock: hasLock(domain.name), reachability: 'done', nameservers: domain.nameServers,
    dates: { created_at: iso(domain.registeredAt), registry_created_at: iso(domain.registeredAt), registry_ends_at: iso(domain.expiresAt), updated_at: iso(now), authinfo_expires_at: domain.codeUntil === null ? null : iso(domain.codeUntil) },
    contacts: { owner: { given: 'Camille', family: 'Roy', orgname: 'Les Pieds dans l’eau', type: 'association', streetaddr: '12 rue des Lilas', city: 'Paris', zip: '75020', country: 'FR', phone: '+33.145678901', email: `camille@${domain.name}` } },
    autorenew: { enabled: held.autorenew, duration: 1 }, authinfo: domain.code,
    services: [held.dns === 'livedns' ? 'gandilivedns' : [], held.keys.length > 0 ? 'dnssec' : [], held.redirections.length > 0 ? 'redirection' : [], held.mailboxes.length > 0 ? 'mailboxv2' : []].flat(),
  }
}

function nameServers(asked: GandiAsked): SimReply {
  const names = asked.body['nameservers']
  if (!Array.isArray(names) || names.length < 2) return invalid('nameservers', 'at least two name servers are needed')
  return later('name-servers', () => names.map(String))(asked)
}

function accept(asked: GandiAsked): SimReply {
  const domain = atGandi(asked.office, asked.domain)
  if (!domain?.pending) return MISSING
  return asked.body['authinfo'] === domain.code ? later('accept')(asked) : invalid('authinfo', 'the authorization code is not the one of this transfer')
}

function withMail(answer: (held: HeldByGandi, asked: GandiAsked) => SimReply): (asked: GandiAsked) => SimReply {
  return (asked) => {
    const held = asked.office.state.held[asked.domain]
    return held && gandiMail(asked.office, asked.domain) !== 'erased' ? answer(held, asked) : MISSING
  }
}

function withBox(answer: (box: SimulatedMailbox, asked: GandiAsked) => SimReply): (asked: GandiAsked) => SimReply {
  return withMail((held, asked) => {
    const box = held.mailboxes.find(({ id }) => id === asked.rest[0])
    return box ? answer(box, asked) : MISSING
  })
}

const listed = ({ id, login, aliases, quota }: SimulatedMailbox, domain: string) =>
  ({ id, login, domain, address: `${login}@${domain}`, alias_count: aliases.length, antispam: true, mailbox_type: 'standard_2023', quota_used: quota, href: `https://api.gandi.net/v5/email/mailboxes/${domain}/${id}` })

function changeBox(box: SimulatedMailbox, { body }: GandiAsked): SimReply {
  const password = String(body['password'] ?? '')
  const isStrong = password.length >= 8 && password.length <= 200 && /[A-Z]/.test(password) && (password.match(/\d/g)?.length ?? 0) >= 3 && /[^A-Za-z0-9]/.test(password)
  if (!isStrong) return invalid('password', 'must have 8 to 200 characters, one capital, three digits and one special character')
  box.password = password
  return ACCEPTED
}
