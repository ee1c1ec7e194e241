import { readAddresses } from '../channels/understanding/addresses.ts'
import { sha256 } from '../platform/signing.ts'
import { bytesOfMail, fieldOf, rawMail, spokenIn, type RawMail } from './raw-mail.ts'
import { distributed } from './sympa.distributing.ts'
import { nameOf, roleOf, serverOf, type SympaSettings } from './sympa.settings.ts'
import { serviceMail, type Notice } from './sympa.words.ts'

/** A mail on its way, as an SMTP server takes it. */
export type Carried = { from: string, to: string, bytes: Uint8Array }

/** What became of a mail that the list's server took, why, and what leaves it for that. */
export type SympaAnswer = { did: 'distributed' | 'held' | 'refused' | 'dropped' | 'carried-out', why: string, mails: Carried[] }

/** A list of Sympa that takes mail and gives what it distributes. */
export type SympaList = {
  settings: SympaSettings
  /** To the list, to its owners, or, from a moderator, to its server. */
  take: (mail: Carried) => SympaAnswer
  /** What waits for a moderator, by the key of each. */
  held: () => readonly { key: string, subject: string, from: string }[]
  accept: (key: string, moderator?: string) => SympaAnswer
  reject: (key: string, comment?: string) => SympaAnswer
}

type Waiting = { mail: RawMail, from: string }
type State = { settings: SympaSettings, clock: () => Date, sequence: number, notices: number, known: Set<string>, waiting: Map<string, Waiting> }

/** A list as Sympa 6.2 runs it. Nothing is sent: whoever plays it carries the mails. */
export function sympaList(settings: SympaSettings, { clock, sequence = 0 }: { clock: () => Date, sequence?: number }): SympaList {
  const state: State = { settings, clock, sequence, notices: 0, known: new Set(), waiting: new Map() }
  return {
    settings,
    take: mail => taken(state, mail),
    held: () => [...state.waiting].map(([key, { mail, from }]) => ({ key, from, subject: spokenIn(mail, 'subject') })),
    accept: (key, moderator = settings.moderators[0] ?? roleOf(settings.address, 'editor')) => decided(state, key, ({ mail }) => spread(state, mail, moderator)),
    reject: (key, comment) => decided(state, key, waiting => ({ did: 'refused', why: 'moderator', mails: [toAuthor(state, waiting, { what: 'rejected', comment })] })),
  }
}

const nothing = (did: SympaAnswer['did'], why: string): SympaAnswer => ({ did, why, mails: [] })

function taken(state: State, { from, to, bytes }: Carried): SympaAnswer {
  const { settings } = state
  const [mail, recipient] = [rawMail(bytes), to.toLowerCase()]
  if (recipient === serverOf(settings.address)) return command(state, mail)
  if ([roleOf(settings.address, 'request'), roleOf(settings.address, 'owner'), roleOf(settings.address, 'editor')].includes(recipient)) return { did: 'distributed', why: 'owners', mails: settings.moderators.map(moderator => ({ from, to: moderator, bytes })) }
  if (recipient !== settings.address) return nothing('dropped', 'bounce')
  const dropped = reasonToDrop(state, mail)
  if (dropped) return nothing('dropped', dropped)
  const author = senderOf(mail) || from.toLowerCase()
  state.known.add(fieldOf(mail, 'message-id') ?? sha256(mail.body.toString('latin1')))
  switch (scenario(settings, author)) {
    case 'do-it': return spread(state, mail, null)
    case 'editorkey': return hold(state, { mail, from: author })
    case 'reject': return { did: 'refused', why: 'not-subscribed', mails: [toAuthor(state, { mail, from: author }, { what: 'not-allowed' })] }
  }
}

const ROBOTS = /^(mailer-daemon|sympa|listserv|majordomo|smartlist|mailman)@/i

/** What Sympa lets fall without a word, so that nothing goes round in circles. */
function reasonToDrop({ settings, known }: State, mail: RawMail): string | undefined {
  const submitted = fieldOf(mail, 'auto-submitted')
  const loops = mail.fields.some(({ name, value }) => /^x-loop$/i.test(name) && value.toLowerCase().includes(settings.address))
  const reasons: [boolean, string][] = [
    [loops, 'loop'],
    [known.has(fieldOf(mail, 'message-id') ?? ''), 'known-message-id'],
    [submitted !== null && !/^no\b/i.test(submitted.trim()), 'auto-submitted'],
    [/^auto-replied\b/i.test(fieldOf(mail, 'content-identifier') ?? ''), 'auto-replied'],
    [ROBOTS.test(senderOf(mail)), 'robot'],
  ]
  return reasons.find(([is]) => is)?.[1]
}

const senderOf = (mail: RawMail): string => (readAddresses([fieldOf(mail, 'from') ?? ''])[0]?.address ?? '').toLowerCase()

function scenario({ send, subscribers, moderators }: SympaSettings, author: string): 'do-it' | 'editorkey' | 'reject' {
  const belongs = subscribers.some(({ address }) => address.toLowerCase() === author)
  switch (send) {
    case 'public': return 'do-it'
    case 'private': return belongs ? 'do-it' : 'reject'
    case 'privateoreditorkey': return belongs ? 'do-it' : 'editorkey'
    case 'editorkey': return moderators.includes(author) ? 'do-it' : 'editorkey'
  }
}

/** To every subscriber, each by a return path of their own. */
function spread(state: State, mail: RawMail, validatedBy: string | null): SympaAnswer {
  const { settings, clock } = state
  state.sequence += 1
  const bytes = bytesOfMail(distributed(mail, settings, { sequence: state.sequence, at: clock(), validatedBy }))
  const readers = settings.subscribers.filter(({ noMail }) => !noMail)
  return { did: 'distributed', why: validatedBy === null ? 'subscribed' : 'moderator', mails: readers.map(({ address }) => ({ from: returnPath(settings, address), to: address, bytes })) }
}

const returnPath = ({ address, verp }: SympaSettings, subscriber: string) =>
  verp ? `bounce+${subscriber.replace('@', '==')}==${address}` : roleOf(address, 'owner')

function hold(state: State, waiting: Waiting): SympaAnswer {
  const { moderators } = state.settings
  const key = sha256(`${fieldOf(waiting.mail, 'message-id')} ${state.waiting.size}`).slice(0, 32)
  state.waiting.set(key, waiting)
  const asked = moderators.map(moderator => notice(state, { to: moderator, waiting, said: { what: 'to-moderate', key } }))
  return { did: 'held', why: 'moderation', mails: [toAuthor(state, waiting, { what: 'held' }), ...asked] }
}

function decided(state: State, key: string, decide: (waiting: Waiting) => SympaAnswer): SympaAnswer {
  const waiting = state.waiting.get(key)
  if (!waiting) return nothing('dropped', 'unknown-key')
  state.waiting.delete(key)
  return decide(waiting)
}

/** What a moderator writes to the server. */
function command(state: State, mail: RawMail): SympaAnswer {
  const { moderators, address } = state.settings
  const [, order, key] = new RegExp(`\\b(DISTRIBUTE|REJECT)\\s+${nameOf(address).replace(/\W/g, '\\$&')}\\s+([0-9a-f]{32})\\b`, 'i').exec(`${fieldOf(mail, 'subject') ?? ''}\n${mail.body.toString('latin1')}`) ?? []
  const author = senderOf(mail)
  if (order === undefined || key === undefined || !moderators.includes(author)) return nothing('dropped', 'not-understood')
  return order.toUpperCase() === 'DISTRIBUTE'
    ? decided(state, key, waiting => spread(state, waiting.mail, author))
    : decided(state, key, waiting => ({ did: 'refused', why: 'moderator', mails: [toAuthor(state, waiting, { what: 'rejected' })] }))
}

type Said = Pick<Notice, 'what' | 'key' | 'comment'>

const toAuthor = (state: State, waiting: Waiting, said: Said): Carried => notice(state, { to: waiting.from, waiting, said })

function notice(state: State, { to, waiting: { mail }, said }: { to: string, waiting: Waiting, said: Said }): Carried {
  const { settings, clock } = state
  state.notices += 1
  const about = { ...said, subject: spokenIn(mail, 'subject'), messageId: fieldOf(mail, 'message-id') }
  return { from: `sympa-owner@${settings.address.slice(settings.address.lastIndexOf('@') + 1)}`, to, bytes: bytesOfMail(serviceMail(about, settings, { to, at: clock(), number: state.notices })) }
}
