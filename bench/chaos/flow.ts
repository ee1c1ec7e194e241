import { setTimeout as wait } from 'node:timers/promises'
import { isSystemFailure, Refusal } from '../../server/platform/errors.ts'
import { isTaken } from '../../server/platform/db.ts'
import { signerOf } from '../../server/platform/signing.ts'
import type { ReplyRequest } from '../../server/tickets/replying/contract.ts'
import { reply } from '../../server/tickets/replying/actions/reply.ts'
import { answerTo, threadIn, trafficOf } from './traffic.ts'
import type { World } from './world.ts'

/** What comes and goes while things happen: so many mails and answers, over about so long. */
export type Flow = { mails: number, large: number, answers: number, forMs: number }

const STEP_MS = 250

/** Mails come in waves, volunteers answer, members write back to what they got; until all of it was delivered and written. */
export async function flow(world: World, { mails, large, answers, forMs }: Flow): Promise<void> {
  const steps = Math.max(1, Math.round(forMs / STEP_MS))
  const stop = new AbortController()
  const passing = letTimePass(world, stop.signal)
  await Promise.all([come(world, { mails, large, steps }), write(world, { answers, pauseMs: forMs / Math.max(1, answers) })])
  stop.abort()
  await passing
  writeBack(world)
}

async function come(world: World, { mails, large, steps }: { mails: number, large: number, steps: number }) {
  const traffic = trafficOf({ mails, large, random: world.random })
  for (let step = 0; step < steps; step += 1) {
    const wave = traffic.slice(Math.floor(step * mails / steps), Math.floor((step + 1) * mails / steps))
    deliver(world, wave)
    writeBack(world)
    await wait(STEP_MS)
  }
}

function deliver({ book, stage, user }: World, mails: readonly { id: string, thread: number, raw: string }[]) {
  if (mails.length === 0) return
  book.note(mails)
  stage.dovecot.deliver(user, mails.map(({ raw }) => raw))
}

/** Members answer what they got, one in two. */
export function writeBack(world: World) {
  const { book, random, sunk } = world
  for (const { raw, taken } of sunk()) {
    const messageId = /^Message-ID: (<[^>]+>)/im.exec(raw)?.[1]
    if (!taken || messageId === undefined || book.answered.has(messageId)) continue
    book.answered.add(messageId)
    if (random.chance(0.5)) deliver(world, [answerTo({ messageId, thread: threadIn(raw), number: book.answered.size })])
  }
}

async function write(world: World, { answers, pauseMs }: { answers: number, pauseMs: number }) {
  for (let number = 1; number <= answers; number += 1) {
    const begun = Date.now()
    await writeOne(world, number)
    await wait(Math.max(0, pauseMs - (Date.now() - begun)))
  }
}

/** A volunteer insists until it is written: after a failure nobody knows whether it was, and its ids tell. */
async function writeOne(world: World, number: number) {
  const [messageId = 0, outboxId = 0] = await insist(() => world.ids(2))
  await insist(async () => {
    const ticket = await anyTicket(world)
    const to = ticket.requester_address
    const input: ReplyRequest = { text: `Réponse ${number}`, to: [{ address: to, name: '' }], cc: [], uploads: [], revision: 0, discussionId: null, alsoPrivate: false, seenVersion: ticket.version, status: 'waiting', sendAt: null }
    const { database, agentId, secrets } = world
    const signing = { signer: signerOf(secrets.signingKey), seal: secrets.seal }
    const written = { storedMessageId: messageId, thread: threadIn(ticket.subject), to }
    const was = await database.reader('messages').where({ id: messageId }).first<{ ticket_id: number } | undefined>('ticket_id')
    if (was) return
    world.book.written = [...world.book.written.filter(one => one.storedMessageId !== messageId), written]
    await database.transaction(db => reply({ db, now: new Date(), actor: { kind: 'agent', id: agentId } }, { ticketId: ticket.id, ids: { messageId, outboxId, privateId: 0 }, input }, signing))
  })
}

type Ticket = { id: number, version: number, subject: string, requester_address: string }

async function anyTicket({ database, random }: World): Promise<Ticket> {
  const tickets = await database.reader('tickets').whereNull('merged_into_id').orderBy('id', 'desc').limit(300).select<Ticket[]>('id', 'version', 'subject', 'requester_address')
  if (tickets.length === 0) throw new Refusal('not-found', 'No ticket yet')
  return random.one(tickets)
}

// A minute and a half without a ticket to answer, or without a database: no scenario takes them away for so long.
const INSIST_MS = 90_000

async function insist<T>(act: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + INSIST_MS; ; await wait(100)) {
    try {
      return await act()
    }
    catch (error) {
      const passes = error instanceof Refusal || isSystemFailure(error) || isTaken(error)
      if (!passes || Date.now() > until) throw error
    }
  }
}

/** The ten seconds to undo, and the minutes until a mail is tried again, pass at once. */
async function letTimePass(world: World, signal: AbortSignal) {
  while (!signal.aborted) {
    await hasten(world)
    await wait(STEP_MS, undefined, { signal }).catch(() => undefined)
  }
}

/** What waits for its time has its time now. */
export async function hasten({ database }: World) {
  const now = Date.now()
  await database.transaction(db => db('outbox').whereIn('state', ['held', 'delayed']).where('next_attempt_at', '>', now).update({ next_attempt_at: now, held_until: db.raw('case when held_until is null then null else 1 end') }))
    .catch(() => undefined)
}
