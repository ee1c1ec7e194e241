import { addAddress, setIdentity } from '../../channels/mailboxes/actions.ts'
import type { Intake } from '../../channels/mail/intake.ts'
import { addSource } from '../../channels/sources/settings/actions.ts'
import { takeIn, type TakingIn } from '../../channels/reading/actions/take-in.ts'
import { sendMail, type SendingWorld } from '../../channels/sending/actions/send.ts'
import { addAgent } from '../../accounts/actions/add-agent.ts'
import type { MailAddress } from '../../outbox/contract.ts'
import type { Context } from '../../platform/context.ts'
import { hashPassword } from '../../platform/secrets.ts'
import { renderTemplate } from '../../platform/templates.ts'
import { handBack } from '../../tickets/actions/hand-back.ts'
import { note } from '../../tickets/actions/note.ts'
import { setStatus } from '../../tickets/actions/set-status.ts'
import { take } from '../../tickets/actions/take.ts'
import { ticketRow } from '../../tickets/queries.ts'
import { reply } from '../../tickets/replying/actions/reply.ts'
import type { Signing } from '../../tickets/replying/actions/mail-parts.ts'
import { senders } from '../../tickets/replying/queries.ts'
import { UNDO_MS } from '../../tickets/replying/undo.ts'
import { ask } from '../../tickets/sides/actions/ask.ts'
import type { JobWorld } from '../../workflows/jobs/actions/world.ts'
import { acts, type DemoAct } from '../acts.ts'
import { instantOf, textsOf, type When } from '../dates.ts'
import { mails, type DemoMail } from '../mails.ts'
import { agents, PASSWORD, type DemoAgentName } from '../people.ts'
import { FORUM, HOUSE, LIST, PLAYED_LIST } from '../places.ts'
import type { OpenPlayedList } from '../ports.ts'
import { agentWith, deedsOn, demoMailsIn, placesKnown } from '../queries.ts'
import { bytesOf, messageIdOf } from '../raw.ts'
import { saidId } from '../said-mail.ts'
import { runs } from '../runs.ts'
import { history, type Said } from '../said.ts'
import { lead } from './lead.ts'
import { say, type Places } from './say.ts'

/** `known` are the messages that an earlier loading brought. */
export type Loaded = { mails: number, opened: number, joined: number, ignored: number, known: number, acts: number }

/** What loading is done with: taking in, a mail server that delivers to nobody, and a list that is played. */
export type DemoWorld = TakingIn & { workflows: JobWorld, shippedIn: readonly string[], sending: SendingWorld, simulated: Pick<SendingWorld, 'post'> & { openList: OpenPlayedList } }

type Loading = DemoWorld & {
  loadedAt: number
  places: Places
  people: ReadonlyMap<DemoAgentName, number>
  /** What is in already, by Message-ID. */
  known: ReadonlyMap<string, number | null>
  /** The ticket of each message. */
  tickets: Map<string, number>
  /** What had been done with each ticket before, and is not done again. */
  done: Map<number, number>
  loaded: Loaded
}

const ENVELOPE = { to: ['aide@demo.example'] }

/**
 * Loads the demonstration as if it had happened in the last days: its messages through the real intake, and between
 * them what the agents did. Loading it again adds what is missing, with the dates of the first time: nothing, unless
 * that one was stopped. `tell` hears how many messages are in.
 */
export async function loadDemo(taking: DemoWorld, tell: (mails: number, of: number) => void = () => {}): Promise<Loaded> {
  await addHouse(taking)
  const forumId = await addPlaces(taking)
  const people = await addPeople(taking)
  const loadedAt = Math.min(...[...people.values()].map(({ createdAt }) => createdAt))
  const loaded: Loaded = { mails: 0, opened: 0, joined: 0, ignored: 0, known: 0, acts: 0 }
  const loading: Loading = {
    ...taking,
    loadedAt,
    places: { list: taking.simulated.openList(PLAYED_LIST), forumId },
    people: new Map([...people].map(([key, { id }]) => [key, id])),
    known: await demoMailsIn(taking.database.reader),
    tickets: new Map(),
    done: new Map(),
    loaded,
  }

  const happening = [...mails, ...history, ...acts].map(what => ({ what, at: instantOf(what.at, loadedAt) })).sort((a, b) => a.at - b.at)
  for (const { what, at } of happening) {
    if ('does' in what) {
      await carryOut(loading, what, at)
      continue
    }
    if ('said' in what) await beSaid(loading, what.said, at)
    else await deliver(loading, what, at)
    tell(loaded.mails, MAILS)
  }
  for (const run of runs) await lead({ ...loading, send: (outboxId, at) => deliverAt(loading, outboxId, at) }, run, instantOf(run.at, loadedAt))
  return loaded
}

/** How many messages the demonstration has. */
export const MAILS = mails.length + history.length

/** Under which address the demonstration's cooperative writes. Nothing is acknowledged there: nobody says whom to believe. */
async function addHouse({ database, clock }: TakingIn) {
  const known = (await senders(database.reader)).some(({ address }) => address === HOUSE.address)
  if (known) return
  await database.transaction(async (db) => {
    const context = { db, now: clock(), actor: { kind: 'system', name: 'demo' } } as const
    await setIdentity(context, await addAddress(context, { address: HOUSE.address }), { fromName: HOUSE.name, signature: HOUSE.signature })
  })
}

/** The list and the forum that it follows. Answers the id of the forum. */
async function addPlaces({ database, clock, secrets }: DemoWorld): Promise<number> {
  const known = await placesKnown(database.reader)
  const mailboxId = (await senders(database.reader)).find(({ address }) => address === HOUSE.address)?.mailboxId ?? null
  await database.transaction(async (db) => {
    const context = { db, now: clock(), actor: { kind: 'system', name: 'demo' } } as const
    for (const place of [LIST, FORUM]) if (!known.has(place.name)) known.set(place.name, await addSource(context, { ...place, mailboxId }, secrets))
  })
  return known.get(FORUM.name) ?? 0
}

async function addPeople({ database, clock }: TakingIn) {
  const passwordHash = await hashPassword(PASSWORD)
  const known = new Map<DemoAgentName, { id: number, createdAt: number }>()
  for (const { key, ...agent } of agents) {
    known.set(key, await database.transaction(async (db) => {
      const there = await agentWith(db, agent.email)
      if (there) return there
      const now = clock()
      const { agentId } = await addAgent({ db, now, actor: { kind: 'system', name: 'demo' } }, { ...agent, passwordHash })
      return { id: agentId, createdAt: now.getTime() }
    }))
  }
  return known
}

async function deliver(loading: Loading, { name, answers }: DemoMail, at: number) {
  const { known, loaded, tickets } = loading
  const bytes = renderDemoMail({ name, at, answers }, loading.loadedAt)
  const ticketIn = known.get(messageIdOf(bytes))
  const ticketId = ticketIn === undefined ? await handIn(loading, bytes, at) : ticketIn
  if (ticketId !== null) tickets.set(name, ticketId)
  loaded.mails += 1
  if (ticketIn !== undefined) loaded.known += 1
}

/** Something is said on the list or the forum. */
async function beSaid(loading: Loading, said: Said, at: number) {
  const { known, loaded } = loading
  loaded.mails += 1
  if (known.has(saidId(said))) loaded.known += 1
  else count(loading, await say(loading, loading.places, { said, at }))
}

function count({ loaded }: Loading, intakes: readonly Intake[]) {
  for (const { state } of intakes) if (state === 'opened' || state === 'joined' || state === 'ignored') loaded[state] += 1
}

async function handIn(loading: Loading, bytes: Uint8Array, at: number): Promise<number | null> {
  const [intake] = await takeIn(loading, [{ bytes, source: 'demo', envelope: { from: null, ...ENVELOPE }, deliveredAt: at }])
  if (!intake) throw new Error('A message of the demonstration was not taken in')
  count(loading, [intake])
  return intake.ticketId
}

/** The message as it comes over the wire. */
export function renderDemoMail({ name, at, answers }: { name: string, at: number, answers: When | undefined }, loadedAt: number): Uint8Array {
  const answeredAt = answers && instantOf(answers, loadedAt)
  return bytesOf(renderTemplate(`demo/${name}.eml.hbs`, textsOf(at, answeredAt)))
}

async function carryOut(loading: Loading, act: DemoAct, at: number) {
  const { database, tickets, done, loaded, people } = loading
  const [ticketId, agentId] = [tickets.get(act.about), people.get(act.agent)]
  if (ticketId === undefined || agentId === undefined) throw new Error(`The demonstration has no ticket for ${act.about}`)
  const before = done.get(ticketId) ?? await deedsOn(database.reader, ticketId)
  done.set(ticketId, Math.max(0, before - 1))
  if (before > 0) return
  const [messageId = 0, outboxId = 0, sideId = 0] = await loading.ids(3)
  const acting: Acting = { ticketId, does: act.does, ids: { messageId, outboxId, sideId }, to: (await ticketRow(database.reader, ticketId)).requester }
  await database.transaction(db => doAct({ db, now: new Date(at), actor: { kind: 'agent', id: agentId } }, acting, { signer: loading.signer, seal: loading.secrets.seal }))
  if (isMailed(act.does)) await deliverAt(loading, outboxId, at + UNDO_MS)
  loaded.acts += 1
}

const isMailed = (does: DemoAct['does']) => typeof does === 'object' && ('reply' in does || 'ask' in does)

/** The mail leaves, as it did then. */
async function deliverAt({ sending, simulated }: Loading, outboxId: number, at: number) {
  await sendMail({ ...sending, ...simulated, clock: () => new Date(at), mailOut: { servers: 1, mode: 'send' } }, outboxId)
}

type Acting = { ticketId: number, does: DemoAct['does'], ids: { messageId: number, outboxId: number, sideId: number }, to: MailAddress }

function doAct(context: Context, { ticketId, does, ids, to }: Acting, signing: Signing): Promise<unknown> {
  if (does === 'take') return take(context, ticketId)
  if (does === 'hand-back') return handBack(context, ticketId)
  if ('note' in does) return note(context, ticketId, { messageId: ids.messageId, text: does.note })
  if ('ask' in does) return ask(context, { ticketId, ids, input: { ...WORDS, sideId: null, subject: does.ask.subject, text: does.ask.text, to: [does.ask.to] } }, signing)
  if ('reply' in does) return reply(context, { ticketId, ids: { ...ids, privateId: 0 }, input: { ...WORDS, text: does.reply, to: [to], discussionId: null, alsoPrivate: false, status: 'waiting', sendAt: null, seenVersion: LATEST } }, signing)
  return setStatus(context, ticketId, does)
}

const WORDS = { cc: [], uploads: [], revision: 0 }
/** Whoever answered had read everything. */
const LATEST = 1_000_000
