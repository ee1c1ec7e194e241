import { takeIn, type TakingIn } from '../../channels/reading/actions/take-in.ts'
import { addAgent } from '../../accounts/actions/add-agent.ts'
import type { Context } from '../../platform/context.ts'
import { hashPassword } from '../../platform/secrets.ts'
import { renderTemplate } from '../../platform/templates.ts'
import { handBack } from '../../tickets/actions/hand-back.ts'
import { note } from '../../tickets/actions/note.ts'
import { setStatus } from '../../tickets/actions/set-status.ts'
import { take } from '../../tickets/actions/take.ts'
import { acts, type DemoAct } from '../acts.ts'
import { instantOf, textsOf, type When } from '../dates.ts'
import { mails, type DemoMail } from '../mails.ts'
import { agents, PASSWORD, type DemoAgentName } from '../people.ts'
import { agentWith, deedsOn, demoMailsIn } from '../queries.ts'
import { bytesOf, messageIdOf } from '../raw.ts'

/** `known` are the messages that an earlier loading brought. */
export type Loaded = { mails: number, opened: number, joined: number, ignored: number, known: number, acts: number }

type Loading = TakingIn & {
  loadedAt: number
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
export async function loadDemo(taking: TakingIn, tell: (mails: number, of: number) => void = () => {}): Promise<Loaded> {
  const people = await addPeople(taking)
  const loadedAt = Math.min(...[...people.values()].map(({ createdAt }) => createdAt))
  const loaded: Loaded = { mails: 0, opened: 0, joined: 0, ignored: 0, known: 0, acts: 0 }
  const loading: Loading = {
    ...taking,
    loadedAt,
    people: new Map([...people].map(([key, { id }]) => [key, id])),
    known: await demoMailsIn(taking.database.reader),
    tickets: new Map(),
    done: new Map(),
    loaded,
  }


  const happening = [...mails, ...acts].map(what => ({ what, at: instantOf(what.at, loadedAt) })).sort((a, b) => a.at - b.at)
  for (const { what, at } of happening) {
    if (!('name' in what)) await carryOut(loading, what, at)
    else {
      await deliver(loading, what, at)
      tell(loaded.mails, mails.length)
    }
  }
  return loaded
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

async function handIn(loading: Loading, bytes: Uint8Array, at: number): Promise<number | null> {
  const [intake] = await takeIn(loading, [{ bytes, source: 'demo', envelope: { from: null, ...ENVELOPE }, deliveredAt: at }])
  if (!intake) throw new Error('A message of the demonstration was not taken in')
  const { state, ticketId } = intake
  if (state === 'opened' || state === 'joined' || state === 'ignored') loading.loaded[state] += 1
  return ticketId
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
  const [messageId = 0] = await loading.ids(1)
  await database.transaction(db => doAct({ db, now: new Date(at), actor: { kind: 'agent', id: agentId } }, ticketId, { does: act.does, messageId }))
  loaded.acts += 1
}

function doAct(context: Context, ticketId: number, { does, messageId }: Pick<DemoAct, 'does'> & { messageId: number }): Promise<unknown> {
  if (does === 'take') return take(context, ticketId)
  if (does === 'hand-back') return handBack(context, ticketId)
  return 'note' in does ? note(context, ticketId, { messageId, text: does.note }) : setStatus(context, ticketId, does)
}
