import { beforeAll, afterAll, expect, test } from 'vitest'
import { mailParser } from '../../adapters/mail-parser.ts'
import { mailComposer } from '../../adapters/mail-composer.ts'
import { noForum } from '../../adapters/no-forum.ts'
import { simulatedMailServer } from '../../adapters/smtp.sim.ts'
import { postBy } from '../../channels/sending/actions/post.ts'
import { signIn } from '../../accounts/actions/sign-in.ts'
import { blobsIn } from '../../platform/blobs.ts'
import { idsFrom } from '../../platform/ids.ts'
import { logTo } from '../../platform/log.ts'
import { secretsOf } from '../../platform/secrets.ts'
import { signerOf } from '../../platform/signing.ts'
import { removeFolder, temporaryFolder } from '../../testing/children.ts'
import { eachEngine } from '../../testing/databases.ts'
import { acts } from '../acts.ts'
import { mails } from '../mails.ts'
import { agents, PASSWORD } from '../people.ts'
import { loadDemo, type DemoWorld } from './load.ts'

const parser = mailParser({ threads: 1 })
const folder = temporaryFolder('demo')
const blobs = blobsIn(folder)
afterAll(async () => {
  await Promise.all([parser.close(), blobs.close()])
  removeFolder(folder)
})

eachEngine('the demonstration', (open) => {
  function taking(clock: () => Date): DemoWorld {
    const secrets = secretsOf('k'.repeat(32))
    const common = { database: open(), signer: signerOf(secrets.signingKey), blobs, clock, log: logTo('silent'), secrets, holder: 'demo' }
    const simulated = { post: postBy([simulatedMailServer], clock) }
    const sending = { ...common, ...simulated, forum: noForum, composeMail: mailComposer({ blobs, keys: [] }), mailOut: { servers: 0, mode: 'send' } } as const
    return { ...common, ids: idsFrom(open()), parser, config: { baseUrl: 'https://aide.demo.example' }, sending, simulated }
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
    expect(before).toHaveLength(26)
    const by = Map.groupBy(before, ticket => ticket['status'])
    expect(Object.fromEntries([...by].map(([status, list]) => [status, list.length]))).toEqual({ new: 10, open: 6, waiting: 2, 'on-hold': 3, solved: 4, closed: 1 })
    expect(await messages()).toHaveLength(mails.length - 1 + acts.filter(({ does }) => typeof does === 'object' && ('note' in does || 'reply' in does || 'ask' in does)).length)
  })

  test('is in the past, seen from the first loading', () => {
    for (const { activity_at, created_at } of before) {
      expect(Number(activity_at)).toBeLessThan(first.getTime())
      expect(Number(created_at)).toBeGreaterThan(first.getTime() - 7 * 86_400_000)
    }
  })

  test('shows the ways of a message', async () => {
    const rows = await open().reader('intakes').where({ source: 'demo' }).select<{ state: string, reason: string }[]>('state', 'reason')
    const ways = Map.groupBy(rows, ({ state, reason }) => `${state} ${reason}`)
    expect(Object.fromEntries([...ways].map(([way, mails]) => [way, mails.length]))).toEqual({
      'opened new': 26, 'joined thread': 11, 'joined sender-not-in-ticket': 2, 'joined auto-replied': 1, 'joined bounce': 1, 'ignored auto-generated': 1,
    })
  })

  test('has answered its members, who answered back', async () => {
    const mails = await open().reader('outbox').select<{ kind: string, state: string }[]>('kind', 'state')
    expect(mails.length).toBe(acts.filter(({ does }) => typeof does === 'object' && ('reply' in does || 'ask' in does)).length)
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
    expect(loaded).toEqual({ mails: mails.length, opened: 0, joined: 0, ignored: 0, known: mails.length, acts: 0 })
    expect(await tickets()).toEqual(before)
    expect(await messages()).toEqual(all)
    expect(await open().reader('agents').count({ agents: '*' })).toEqual([{ agents: 3 }])
  })
})
