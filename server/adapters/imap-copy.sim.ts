import { Refusal, RemoteFailure } from '../platform/errors.ts'
import { sha256 } from '../platform/signing.ts'
import type { Acted, Call } from '../workflows/ports.ts'
import type { RehearsalWorld, RehearsalWorlds } from './rehearsal-worlds.ts'
import type { Played } from './workflow-ports.sim.ts'

/** A mailbox that is played: what it holds, how much of it was copied, and by which pass. */
type SimulatedMailbox = { messages: number, copied: number, pass: string, found: number, hitches: number, lastAt: number }
type SimulatedMail = Record<string, SimulatedMailbox>

const SLICES = 5
const AVERAGE_BYTES = 60_000
const MESSAGES_PER_SECOND = 25
// Soon: somebody who rehearses watches it advance, and has not got all evening.
const AGAIN_MS = 2000
const HOUR_MS = 3_600_000

/** What the name of a user may begin with, so that a rehearsal meets it: once each, as somebody puts it right. */
const HITCHES: readonly { begins: RegExp, at: number, fails: (place: string) => Error }[] = [
  { begins: /^(faux|wrong)\./, at: 0, fails: place => new Refusal('conflict', `The password of the source (${place}) is wrong, or its user is. Ask for it again, then try again.`) },
  { begins: /^(plein|full)\./, at: 0.4, fails: place => new Refusal('conflict', `The destination (${place}) has no room for what is left to copy. Raise its quota, then try again: the copy goes on where it stopped.`) },
  { begins: /^(coupe|cut)\./, at: 0.4, fails: place => new RemoteFailure(`the source (${place})`, true, 'it hung up') },
]

/** Mailboxes in the worlds of rehearsals: they are copied in a few slices, and a second pass brings what came meanwhile. */
export function playedMail(worlds: RehearsalWorlds): Played {
  return {
    actions: { 'mail.copy': call => worlds.within(call, world => Promise.resolve().then(() => copied(call, world))) },
    probes: { 'mail.quiet': call => worlds.within(call, world => Promise.resolve(quiet(call, world))) },
  }
}

const textIn = (value: unknown, name: string): string => {
  const found = (value as Record<string, unknown> | null | undefined)?.[name]
  return typeof found === 'string' ? found : ''
}

function mailboxOf(source: unknown, { now, seed, part }: RehearsalWorld): SimulatedMailbox {
  const name = `${textIn(source, 'user')}@${textIn(source, 'host')}`
  const chance = Number.parseInt(sha256(`${seed} ${name}`).slice(0, 6), 16)
  return part<SimulatedMail>('mail', () => ({}))[name] ??= { messages: 400 + chance % 6000, copied: 0, pass: '', found: 0, hitches: 0, lastAt: now }
}

/** Where a mailbox is, or was said to be by an earlier step. */
function sourceOf({ with: { source, address } }: Call, { part }: RehearsalWorld): unknown {
  const known = part<Record<string, unknown>>('mail-access', () => ({}))
  if (source) known[String(address)] = source
  return source ?? known[String(address)]
}

function copied(call: Call, world: RehearsalWorld): Acted {
  const [source, { address }] = [sourceOf(call, world), call.with]
  const mailbox = mailboxOf(source, world)
  if (mailbox.pass !== call.key) beginPass(mailbox, call.key)
  hitch(mailbox, textIn(source, 'user'), `${textIn(source, 'user')} at ${textIn(source, 'host')}`)
  const step = Math.ceil(mailbox.messages / SLICES)
  mailbox.copied = Math.min(mailbox.messages, mailbox.copied + step)
  const left = mailbox.messages - mailbox.copied
  if (left > 0) return { going: { done: mailbox.copied, of: mailbox.messages, says: `${String(address)} · INBOX (rehearsal)`, leftMs: Math.ceil(left / MESSAGES_PER_SECOND) * 1000, againInMs: AGAIN_MS } }
  const brought = mailbox.copied - mailbox.found
  return { done: call.run.example ?? { copied: brought, bytes: brought * AVERAGE_BYTES, found: 0, skipped: 0, folders: 7, unmatched: [] } }
}

/** A new pass finds what is there already, and what came since. Asked again once it is done, a pass answers the same. */
function beginPass(mailbox: SimulatedMailbox, pass: string) {
  if (mailbox.pass !== '' && mailbox.copied === mailbox.messages) {
    mailbox.found = mailbox.messages
    mailbox.messages += 1 + mailbox.messages % 9
  }
  mailbox.pass = pass
}

function hitch(mailbox: SimulatedMailbox, user: string, place: string) {
  const hit = HITCHES.find(({ begins, at }) => begins.test(user) && mailbox.copied >= mailbox.messages * at)
  if (!hit || mailbox.hitches > 0) return
  mailbox.hitches += 1
  throw hit.fails(place)
}

/** Mail goes on coming until the first look. */
function quiet(call: Call, world: RehearsalWorld) {
  const { lastAt } = mailboxOf(sourceOf(call, world), world)
  const hours = Number(call.with['hours'] ?? 48)
  const passed = world.now - lastAt >= hours * HOUR_MS
  return { passed, says: passed ? `nothing new has come for ${hours} hours (rehearsal)` : 'mail still comes (rehearsal)', result: passed ? call.run.example ?? { last: new Date(lastAt).toISOString(), hours } : {} }
}
