import { join } from 'node:path'
import { beforeAll, afterAll, expect, test } from 'vitest'
import { mailParser } from '../../adapters/mail-parser.ts'
import { mailComposer } from '../../adapters/mail-composer.ts'
import { noForum } from '../../adapters/no-forum.ts'
import { simulatedMailServer } from '../../adapters/smtp.sim.ts'
import { playedLists } from '../../adapters/sympa.played.ts'
import { postBy } from '../../channels/sending/actions/post.ts'
import { signIn } from '../../accounts/actions/sign-in.ts'
import { sendMail } from '../../channels/sending/actions/send.ts'
import { dueMails } from '../../outbox/queries.ts'
import { blobsIn } from '../../platform/blobs.ts'
import { idsFrom } from '../../platform/ids.ts'
import { logTo } from '../../platform/log.ts'
import { secretsOf } from '../../platform/secrets.ts'
import { signerOf } from '../../platform/signing.ts'
import { removeFolder, temporaryFolder } from '../../testing/children.ts'
import { eachEngine } from '../../testing/databases.ts'
import { reply } from '../../tickets/replying/actions/reply.ts'
import type { Result } from '../../workflows/engine/progress.ts'
import { SHIPPED } from '../../workflows/publishing/actions/load-shipped.ts'
import { acts } from '../acts.ts'
import { agents, PASSWORD } from '../people.ts'
import { lines } from '../said.ts'
import { liveDemo } from './live.ts'
import { loadDemo, MAILS, type DemoWorld } from './load.ts'

const parser = mailParser({ threads: 1 })
const folder = temporaryFolder('demo')
const blobs = blobsIn(folder)
afterAll(async () => {
  await Promise.all([parser.close(), blobs.close()])
  removeFolder(folder)
})

// One is not filed; what was edited, and what was declared the solution, was said before.
const SAID = MAILS - 3
/** What the machine does first with a transfer, as far as the rest of it asks. */
const does = (done: Result) => ({ takes: { needed: ['domain'] }, gives: Object.keys(done), ensure: () => Promise.resolve({ done }) })
const PLAYED = { actions: { 'domain.survey': does({ eligible: true, waitDays: 5 }), 'registrar.check': does({ price: '8.99 EUR' }) }, probes: {} }
/** A run that asks its member writes to them. */
const INVITED = 1

eachEngine('the demonstration', (open) => {
  function taking(clock: () => Date): DemoWorld {
    const secrets = secretsOf('k'.repeat(32))
    const common = { database: open(), signer: signerOf(secrets.signingKey), blobs, clock, log: logTo('silent'), secrets, holder: 'demo' }
    const simulated = { post: postBy([simulatedMailServer], clock), openList: playedLists(clock) }
    const sending = { ...common, ...simulated, forum: noForum, composeMail: mailComposer({ blobs, keys: [] }), mailOut: { servers: 0, mode: 'send' } } as const
    const ids = idsFrom(open())
    const newIds = async () => { const [messageId = 0, outboxId = 0] = await ids(2); return { messageId, outboxId } }
    const workflows = { ...common, ports: { actions: {}, probes: {} }, rehearsalPorts: PLAYED, open: secrets.open, saying: { signer: common.signer, seal: secrets.seal, newIds, memberUrl: () => 'https://aide.demo.example/aide/parcours/1/x' } }
    return { ...common, ids, workflows, shippedIn: [SHIPPED, join(import.meta.dirname, '../../transfer/workflows')], parser, config: { baseUrl: 'https://aide.demo.example' }, sending, simulated }
  }
  const first = new Date()
  const weekLater = () => new Date(first.getTime() + 7 * 86_400_000)
  const tickets = () => open().reader('tickets').whereNull('merged_into_id').orderBy('id').select<Record<string, unknown>[]>()
  const messages = () => open().reader('messages').orderBy('id').select<Record<string, unknown>[]>()

  let before: Awaited<ReturnType<typeof tickets>>
  beforeAll(async () => {
    // Stopped in the middle, and gone on with later: the dates stay those of the first time.
    const stop = loadDemo(taking(() => first), (count) => { if (count === 21) throw new Error('stopped') })
    await expect(stop).rejects.toThrow('stopped')
    const loaded = await loadDemo(taking(weekLater))
    expect(loaded.known).toBe(21)
    before = await tickets()
  })

  test('has the tickets it should have', async () => {
    expect(before).toHaveLength(28)
    const by = Map.groupBy(before, ticket => ticket['status'])
    expect(Object.fromEntries([...by].map(([status, list]) => [status, list.length]))).toEqual({ new: 11, open: 6, waiting: 2, 'on-hold': 3, solved: 5, closed: 1 })
    expect(await messages()).toHaveLength(SAID + acts.filter(({ does }) => typeof does === 'object' && ('note' in does || 'reply' in does || 'ask' in does)).length + INVITED)
  })

  test('has runs under way: one asks an agent, one a member, one is being repaired, two are rehearsals', async () => {
    const found = await open().reader('runs').orderBy('started_at').select<{ workflow: string, standing: string, next_path: string, rehearsal: number }[]>('workflow', 'standing', 'next_path', 'rehearsal')
    expect(found.map(({ workflow, standing, next_path: next, rehearsal }) => `${workflow} ${standing} ${next} ${rehearsal}`)).toEqual(['new-account agent membership 0', 'new-account member wishes 0', 'incident agent personal_data 0', 'restore agent find 1', 'gandi-transfer member agreement 1'])
    expect(await open().reader('jobs').where('due_at', '<', first.getTime()).select('does', 'path')).toEqual([])
  })

  test('is in the past, seen from the first loading', () => {
    for (const { activity_at, created_at } of before) {
      expect(Number(activity_at)).toBeLessThan(first.getTime())
      expect(Number(created_at)).toBeGreaterThan(first.getTime() - 7 * 86_400_000)
    }
  })

  test('shows the ways of a message', async () => {
    const rows = await open().reader('intakes').select<{ state: string, reason: string }[]>('state', 'reason')
    const ways = Map.groupBy(rows, ({ state, reason }) => `${state} ${reason}`)
    expect(Object.fromEntries([...ways].map(([way, mails]) => [way, mails.length]))).toEqual({
      'opened new': 28, 'joined thread': 16, 'joined post-edited': 1, 'joined post-solved': 1, 'joined sender-not-in-ticket': 1, 'joined auto-replied': 1, 'joined bounce': 1, 'ignored auto-generated': 1,
    })
  })

  test('follows a list and a forum, where people help one another', async () => {
    const found = await open().reader('tickets').whereIn('channel', ['list', 'forum']).orderBy('created_at').select<{ subject: string, status: string, message_count: number, community_at: number | null }[]>('subject', 'status', 'message_count', 'community_at')
    expect(found.map(({ subject, status, message_count: messages, community_at: answered }) => [subject.slice(0, 12), status, messages, answered !== null])).toEqual([
      ['SPIP 4.1 et ', 'new', 4, false], ['Mes formulai', 'solved', 3, false], ['Envoyer notr', 'new', 2, true], ['Où voir l’es', 'new', 1, false],
    ])
    expect(await open().reader('messages').whereNotNull('edited_at').select('handle')).toEqual([{ handle: 'yann_lg' }])
  })

  test('has answered its members, who answered back', async () => {
    const mails = await open().reader('outbox').select<{ kind: string, state: string }[]>('kind', 'state')
    expect(mails.length).toBe(acts.filter(({ does }) => typeof does === 'object' && ('reply' in does || 'ask' in does)).length + INVITED)
    expect(new Set(mails.map(({ state }) => state))).toEqual(new Set(['sent']))
    expect(mails.filter(({ kind }) => kind === 'acknowledgement')).toEqual([])
  })

  test('acknowledges nothing: its people do not exist', async () => {
    expect(await open().reader('outbox').where({ kind: 'acknowledgement' }).select('id')).toEqual([])
  })

  test('lets its agents sign in', async () => {
    for (const { email } of agents) {
      await expect(signIn({ database: open(), now: first }, { email, password: PASSWORD }, { address: '127.0.0.1', userAgent: 'test' })).resolves.toBeTypeOf('string')
    }
  })

  test('changes nothing when it is loaded again', async () => {
    const all = await messages()
    const loaded = await loadDemo(taking(weekLater))
    expect(loaded).toEqual({ mails: MAILS, opened: 0, joined: 0, ignored: 0, known: MAILS, acts: 0 })
    expect(await tickets()).toEqual(before)
    expect(await messages()).toEqual(all)
    expect(await open().reader('agents').count({ agents: '*' })).toEqual([{ agents: 3 }])
  })

  test('lives: what an agent says to all is distributed, who asked thanks, others speak; and no machine says a word there', async () => {
    let ahead = 8 * 86_400_000
    const world = taking(() => new Date(first.getTime() + ahead))
    const live = liveDemo(world, { distributeMs: 1000, thankMs: 1000, lineMs: 60_000 })
    const [agent] = await open().reader('agents').select<{ id: number }[]>('id')
    const discussions = await open().reader('discussions').join('tickets', 'tickets.id', 'discussions.ticket_id').where('tickets.status', 'new').select<{ id: number, ticketId: number, channel: string }[]>({ id: 'discussions.id', ticketId: 'tickets.id', channel: 'channel' })
    for (const { id, ticketId } of discussions) {
      const [messageId = 0, outboxId = 0, privateId = 0] = await world.ids(3)
      const input = { text: 'C’est possible, voici comment.', to: [], cc: [], uploads: [], revision: 0, discussionId: id, alsoPrivate: false, status: 'waiting', sendAt: null, seenVersion: 1_000_000 } as const
      await open().transaction(db => reply({ db, now: world.clock(), actor: { kind: 'agent', id: agent?.id ?? 0 } }, { ticketId, ids: { messageId, outboxId, privateId }, input: { ...input, to: [], cc: [], uploads: [] } }, { signer: world.signer, seal: world.secrets.seal }))
    }
    const step = async (ms: number) => {
      ahead += ms
      for (const id of await dueMails(open().reader, world.clock(), 20)) await sendMail({ ...world.sending, forum: { ensurePosted: ({ since }) => Promise.resolve({ postKey: `post/${since}`, postUrl: null }) } }, id)
      await live()
    }
    for (const ms of [11_000, 2000, 2000, 2000]) await step(ms)
    const states = await open().reader('tickets').whereIn('id', discussions.map(({ ticketId }) => ticketId)).orderBy('id').select<{ status: string, preview: string }[]>('status', 'preview')
    expect(states.map(({ status }) => status)).toEqual(['open', 'open', 'open'])
    expect(states.filter(({ preview }) => !/merci|thank/i.test(preview))).toEqual([])
    const said = async () => (await open().reader('intakes').select('id')).length
    const [quiet] = [await said(), await step(2000)]
    expect(await said()).toBe(quiet)
    for (let left = lines.length; left > 0; left--) await step(61_000)
    const loud = await said()
    expect(loud - quiet).toBe(lines.length)
    await step(61_000)
    expect(await said()).toBe(loud)
    expect(new Set((await open().reader('outbox').join('deliveries', 'deliveries.outbox_id', 'outbox.id').whereIn('address', ['entraide@listes.demo.example', 'Forum de L’Écluse']).select<{ kind: string }[]>('kind')).map(({ kind }) => kind))).toEqual(new Set(['post']))
  })
})
