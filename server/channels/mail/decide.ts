import type { FiledMessage, Filing, TicketState } from '../../tickets/filing/filing.ts'
import { hashOf } from '../../tickets/filing/thread-hash.ts'
import { Desk, type Knowledge } from './desk.ts'
import type { Arrived, Intake } from './intake.ts'
import type { MailAddress, ParsedMail } from './message.ts'
import { identityOf, parentIds, threadOf, type Thread } from './threading.ts'
import { judge, type Check } from './verdict.ts'

/** What deciding needs beside the mail: everything that is not in it is given. */
export type Given = {
  checks: readonly Check[]
  /** Addresses under which we read mail, in lower case: never participants. */
  ownAddresses: ReadonlySet<string>
  nextId: () => number
  nextReference: () => string
}

type Case = { arrived: Arrived, mail: ParsedMail, desk: Desk, given: Given }
type Outcome = Omit<Intake, 'id' | 'arrived'>

/**
 * Decides what becomes of a batch of messages, in order. The answer says everything: an intake for each,
 * with its one state and reason, and what changes in the tickets.
 */
export function decide(arrivals: readonly Arrived[], knowledge: Knowledge, given: Given): { intakes: Intake[], filing: Filing } {
  const desk = new Desk(knowledge)
  const intakes = arrivals.map((arrived): Intake => ({ id: given.nextId(), arrived, ...outcomeOf(arrived, desk, given) }))
  const filing = desk.filing()
  return { intakes: followMerges(intakes, filing), filing }
}

/** The Message-ID hashes one must look up before deciding. */
export function hashesOf(arrivals: readonly Arrived[]): string[] {
  const mails = arrivals.map(({ understood }) => understood).filter(understood => 'mail' in understood)
  return [...new Set(mails.flatMap(({ mail }) => [identityOf(mail), ...parentIds(mail)].map(hashOf)))]
}

const withoutTicket = { ticketId: null, messageId: null }

function outcomeOf(arrived: Arrived, desk: Desk, given: Given): Outcome {
  if ('quarantined' in arrived.understood) return { state: 'quarantined', reason: arrived.understood.quarantined, ...withoutTicket }
  const { mail } = arrived.understood
  const verdict = judge(mail, given.checks)
  const thread = threadOf(mail, desk.known)
  const one: Case = { arrived, mail, desk, given }
  if (verdict === 'pass') return again(mail, thread) ?? fromPerson(one, thread)
  if ('refused' in verdict) return { state: 'refused', reason: verdict.refused, ...withoutTicket }
  if ('own' in verdict) return { state: 'own', reason: verdict.own, ticketId: idIn(thread), messageId: null }
  return again(mail, thread) ?? quietly(one, thread, verdict.quiet)
}

/** The same message by another entrance. The same id with other words is another message (a list's copy with its footer, or a forgery): both are kept. */
function again({ fingerprint }: ParsedMail, { same }: Thread): Outcome | undefined {
  return same?.fingerprint === fingerprint ? { state: 'duplicate', reason: 'same-message', ticketId: same.ticketId, messageId: null } : undefined
}

function quietly(one: Case, thread: Thread, reason: string): Outcome {
  const ticket = ticketIn(one.desk, thread)
  if (!ticket) return { state: 'ignored', reason, ...withoutTicket }
  const messageId = putOn(one, ticket, { automatic: reason, pending: false })
  return { state: 'joined', reason, ticketId: ticket.id, messageId }
}

function fromPerson(one: Case, thread: Thread): Outcome {
  const { desk, mail } = one
  const found = ticketIn(desk, thread)
  const ticket = found && newestOf(desk, found)
  if (!ticket) return opening(one, null)
  if (ticket.status === 'closed') return opening(one, ticket)

  const sender = keyOf(mail.from)
  const pending = !ticket.members.has(sender)
  if (pending && mail.from) desk.invite({ ticketId: ticket.id, address: sender, name: mail.from.name, pending })
  if (!pending) inviteReaders(one, ticket.id)
  const messageId = putOn(one, ticket, { automatic: null, pending })
  // Two tickets turn out to be one thread.
  if (thread.waitingTicketId !== undefined) mergeByAge(desk, thread.waitingTicketId, ticket.id)
  return { state: 'joined', reason: pending ? 'sender-not-in-ticket' : 'thread', ticketId: ticket.id, messageId }
}

function opening(one: Case, closed: TicketState | null): Outcome {
  const { mail, desk } = one
  const ticket = newTicket(one, closed)
  desk.open(ticket)
  if (closed) desk.continueOn(closed.id, ticket.id)
  if (mail.from) desk.invite({ ticketId: ticket.id, address: keyOf(mail.from), name: mail.from.name, pending: false })
  inviteReaders(one, ticket.id)
  const messageId = putOn(one, ticket, { automatic: null, pending: false })
  return { state: 'opened', reason: closed ? 'answer-to-closed' : 'new', ticketId: ticket.id, messageId }
}

const nobody: MailAddress = { address: '', name: '' }

/** A ticket as it is before its first message. Whoever answered the closed one it goes on from finds it among theirs. */
const newTicket = ({ arrived, mail, given }: Case, closed: TicketState | null): TicketState => ({
  id: given.nextId(),
  reference: given.nextReference(),
  subject: mail.subject.replace(/\s+/g, ' ').trim(),
  status: 'new',
  channel: 'mail',
  assigneeId: closed?.assigneeId ?? 0,
  requester: mail.from ?? nobody,
  preview: '',
  messageCount: 0,
  lastMessageId: 0,
  activityAt: arrived.deliveredAt,
  waitingSince: null,
  createdAt: arrived.deliveredAt,
  continuesId: closed?.id ?? null,
  continuedById: null,
  touched: false,
  members: new Set(),
  strangers: new Set(),
})

/** Stores the message on the ticket and gives the ticket its ids: its own, and those it answers that nobody owns yet. */
function putOn({ arrived, mail, desk, given }: Case, ticket: TicketState, { automatic, pending }: Pick<FiledMessage, 'automatic' | 'pending'>): number {
  const message = messageOf({ arrived, mail }, { id: given.nextId(), ticketId: ticket.id, automatic, pending })
  const self = hashOf(identityOf(mail))
  const owner = desk.known(self)
  if (owner?.messageId == null) desk.claim(self, { ticketId: ticket.id, messageId: message.id, fingerprint: mail.fingerprint })
  if (!automatic) {
    for (const hash of parentIds(mail).map(hashOf)) if (!desk.known(hash)) desk.claim(hash, { ticketId: ticket.id, messageId: null, fingerprint: null })
  }
  desk.put(message)
  return message.id
}

function messageOf({ arrived, mail }: Pick<Case, 'arrived' | 'mail'>, placed: Pick<FiledMessage, 'id' | 'ticketId' | 'automatic' | 'pending'>): FiledMessage {
  return {
    ...placed,
    from: mail.from ?? nobody,
    to: mail.to,
    cc: mail.cc,
    subject: mail.subject,
    messageId: mail.messageId,
    fingerprint: mail.fingerprint,
    rawSha256: arrived.sha256 ?? '',
    text: mail.text,
    visibleReply: mail.visibleReply,
    html: mail.html,
    problems: mail.problems,
    sentAt: mail.date,
    createdAt: arrived.deliveredAt,
    attachments: mail.attachments,
  }
}

const MAX_READERS = 30
const keyOf = (person: MailAddress | null) => person?.address.toLowerCase() ?? ''

/** Those a member wrote to beside us belong to the conversation. The address it was delivered to is us, whatever it is. */
function inviteReaders({ arrived, mail, desk, given }: Case, ticketId: number) {
  const ours = new Set([...given.ownAddresses, ...mail.deliveredTo, ...arrived.envelope?.to.map(address => address.toLowerCase()) ?? []])
  for (const reader of [...mail.to, ...mail.cc].slice(0, MAX_READERS)) {
    const address = keyOf(reader)
    if (address && !ours.has(address)) desk.invite({ ticketId, address, name: reader.name, pending: false })
  }
}

const idIn = ({ same, ticketId }: Thread): number | null => ticketId ?? same?.ticketId ?? null

const ticketIn = (desk: Desk, thread: Thread) => desk.ticket(idIn(thread) ?? 0)

/** A closed ticket may have been gone on from already: the answer goes there. */
function newestOf(desk: Desk, ticket: TicketState): TicketState {
  const next = ticket.status === 'closed' && ticket.continuedById !== null ? desk.ticket(ticket.continuedById) : undefined
  return next ? newestOf(desk, next) : ticket
}

/** The younger goes into the older, unless an agent has worked on the younger and not on the older. */
function mergeByAge(desk: Desk, one: number, other: number) {
  const [older, younger] = one < other ? [one, other] : [other, one]
  if (!desk.merge(younger, older)) desk.merge(older, younger)
}

/** What the batch opened and then merged into another ticket has joined it, as if it had come in the right order. */
function followMerges(intakes: Intake[], filing: Filing): Intake[] {
  const at = new Map(filing.messages.map(({ id, ticketId }) => [id, ticketId]))
  return intakes.map((intake) => {
    const ticketId = intake.messageId === null ? undefined : at.get(intake.messageId)
    if (ticketId === undefined || ticketId === intake.ticketId) return intake
    return { ...intake, ticketId, state: intake.state === 'opened' ? 'joined' : intake.state, reason: intake.state === 'opened' ? 'thread' : intake.reason }
  })
}
