import type { Opening, ReadPost } from '../channels/mail/case.ts'
import { isAutomatic } from '../channels/mail/checks/automatic.ts'
import { isBounce, isComplaint } from '../channels/mail/checks/bounce.ts'
import { isLooping } from '../channels/mail/checks/hops.ts'
import { isOwn } from '../channels/mail/checks/own.ts'
import { wantedBy } from '../channels/mail/clues.ts'
import { decide } from '../channels/mail/decide.ts'
import type { Entrance } from '../channels/mail/entrances.ts'
import type { Arrived, Intake } from '../channels/mail/intake.ts'
import type { ParsedMail } from '../channels/understanding/message.ts'
import type { KnownId } from '../channels/mail/threading.ts'
import { answerAddress } from '../outbox/own-address.ts'
import { signerOf } from '../platform/signing.ts'
import type { AwaitedAnswer } from '../tickets/discussions/awaited.ts'
import type { Discussion, FiledMessage, Filing, TicketState, Wanted } from '../tickets/filing/filing.ts'

export const signer = signerOf('this installation')
export const stranger = signerOf('another installation')
export const claire = { address: 'claire@asso.example', name: 'Claire' }
export const benoit = { address: 'benoit@asso.example', name: 'Benoît' }
export const tom = { address: 'tom@else.example', name: 'Tom' }
export const support = { address: 'support@coop.example', name: '' }
/** An agent. */
export const alice = { address: 'alice@coop.example', name: 'Alice' }

export const ENTRANCE: Entrance = {
  mailboxId: 1, name: 'Support', username: support.address, host: 'mail.coop.example', active: true, fromAddress: null, fromName: 'Coop', replyAddress: null, bounceAddress: 'retours@coop.example',
  signature: null, locale: 'fr', plusAddresses: true, authservId: 'mx.coop.example', acknowledges: true, baselineUid: 0, createdAt: 0,
}

const MAIL: ParsedMail = {
  from: claire, to: [support], cc: [], replyTo: [], subject: 'Mon site', date: null, messageId: null, inReplyTo: [], references: [], listId: null, isList: false, carrier: {}, leadLength: null,
  automatic: null, bounce: null, complaint: false, report: null, arrival: { at: null, host: null }, forwardedFrom: null, authentication: [], authors: 1, silence: null, language: null, text: 'Bonjour', visibleReply: 'Bonjour', html: null, attachments: [],
  deliveredTo: [], hops: 2, installation: null, fingerprint: '', problems: [],
}

/** What our own server writes above a message. */
export const verdictOf = (results: string) => [{ value: `mx.coop.example; ${results}`, hops: 0 }]
export const proved = (domain = 'asso.example') => ({ authentication: verdictOf(`dmarc=pass header.from=${domain}`) })
export const forged = (domain = 'asso.example') => ({ authentication: verdictOf(`dmarc=fail header.from=${domain}`) })

let clock = 1000

/** A message that came by our mailbox: what is not given is plausible. */
export function mail(values: Partial<ParsedMail> = {}, arrived: Partial<Arrived> = {}): Arrived {
  const parsed = { ...MAIL, ...values }
  clock += 1
  return {
    place: { source: 'imap', mailboxId: ENTRANCE.mailboxId, uidValidity: '1', uid: clock }, envelope: null, sha256: 'raw', size: 1, deliveredAt: clock,
    understood: { mail: { ...parsed, fingerprint: values.fingerprint ?? JSON.stringify([parsed.from, parsed.text, parsed.messageId]) } },
    ...arrived,
  }
}

/** A database in memory, as far as deciding needs one: what one batch leaves, the next one finds. */
export function desk() {
  const ids = new Map<string, KnownId>()
  const tickets = new Map<number, TicketState>()
  const merged = new Map<number, number>()
  const discussions = new Map<number, Discussion>()
  const messages: FiledMessage[] = []
  const opened: Opening[] = []
  const filed: Filing[] = []
  const waiting: AwaitedAnswer[] = []
  let [nextId, nextReference] = [0, 0]

  const known = (wanted: Wanted) => ({
    ids: new Map([...ids].filter(([hash]) => wanted.hashes.includes(hash))),
    tickets: new Map(tickets),
    merged: new Map(merged),
    sidesOfMails: new Map([[50, 40]]),
    discussions: [...discussions.values()],
    references: new Map([...tickets.values()].filter(({ reference }) => wanted.references.includes(reference)).map(({ id, reference }) => [reference, id])),
  })

  function save(filing: Filing) {
    for (const ticket of [...filing.opened, ...filing.changed.map(({ after }) => after)]) tickets.set(ticket.id, ticket)
    const fingerprintOf = (id: number | null) => messages.find(message => message.id === id)?.fingerprint ?? null
    messages.push(...filing.messages)
    for (const discussion of [...filing.discussions.opened, ...filing.discussions.changed]) discussions.set(discussion.id, discussion)
    filed.push(filing)
    for (const { hash, ...id } of filing.claims) ids.set(hash, { ...id, fingerprint: fingerprintOf(id.messageId) })
    for (const { fromId, intoId, after } of filing.merges) {
      tickets.delete(fromId)
      merged.set(fromId, intoId)
      for (const [hash, id] of ids) if (id.ticketId === fromId) ids.set(hash, { ...id, ticketId: intoId })
      for (const message of messages) if (message.ticketId === fromId) Object.assign(message, { ticketId: intoId, version: message.version + after })
    }
  }

  const take = (...arrivals: Arrived[]) => takePosts(new Map(), ...arrivals)

  /** Some of them are posts of lists or forums. */
  function takePosts(posts: ReadonlyMap<Arrived, ReadPost>, ...arrivals: Arrived[]): Pick<Intake, 'state' | 'reason' | 'ticketId'>[] {
    const { intakes, filing, openings } = decide(arrivals, known(wantedBy(arrivals, signer, posts)), {
      posts, answers: waiting, places: [], heldWords: new Map(messages.map(({ id, visibleReply }) => [id, visibleReply])),
      checks: [isOwn(signer), isLooping, isComplaint, isBounce, isAutomatic],
      signer, entrances: [ENTRANCE], agents: new Set([alice.address]), nextId: () => ++nextId, nextReference: () => `XXX-XXX-${String(++nextReference).padStart(4, '0')}`,
    })
    save(filing)
    opened.push(...openings)
    return intakes.map(({ state, reason, ticketId }) => ({ state, reason, ticketId }))
  }

  const change = (id: number | null | undefined, values: Partial<TicketState>) => {
    const ticket = tickets.get(id ?? 0)
    if (ticket) tickets.set(ticket.id, { ...ticket, ...values })
  }
  return { take, takePosts, waiting, discussions, filed, tickets, merged, messages, opened, change, only: () => [...tickets.values()][0], last: () => messages.at(-1) }
}

/** An address without a name. */
export const to = (address: string) => ({ address, name: '' })

/** Where answers to a ticket of ours are sent. */
export const tokenOf = (ticketId: number, by = signer) => answerAddress(support.address, { ticketId, sideId: null }, by)

/** Two tickets: Claire's, and one of Benoît about something else. */
export function two() {
  const here = desk()
  const [one, other] = here.take(mail({ messageId: '<a@x>' }), mail({ messageId: '<o@x>', from: benoit, subject: 'Autre chose' }))
  return { ...here, id: one?.ticketId ?? 0, otherId: other?.ticketId ?? 0 }
}

/** What Claire writes next, unless something else is said. */
export const answer = (values: Partial<ParsedMail>, arrived: Partial<Arrived> = {}) => mail({ messageId: '<answer@x>', subject: 'Re: Mon site', text: 'Oui', ...values }, arrived)
