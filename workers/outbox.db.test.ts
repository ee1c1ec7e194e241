import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase, type Database } from '../server/platform/db.ts'
import { idsFrom } from '../server/platform/ids.ts'
import { putInOutbox } from '../server/outbox/actions/put.ts'
import type { Guarded } from '../server/testing/children.ts'
import { emptyDatabase, type Engine } from '../server/testing/databases.ts'
import { prepareInstallation, type Installation } from '../server/testing/installation.ts'
import { startSink, type Sink } from '../server/testing/smtp-sink.ts'

const pause = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms) })

async function until(met: () => boolean | Promise<boolean>) {
  while (!await met()) await pause(20)
}

describe.each(['sqlite', 'mysql'] satisfies Engine[])('the worker of the outbox (%s)', (engine) => {
  let sink: Sink, installation: Installation, database: Database, remove: () => Promise<void>

  beforeAll(async () => {
    sink = await startSink()
    const empty = await emptyDatabase(engine)
    remove = empty.remove
    installation = prepareInstallation({ databaseUrl: empty.url, env: { PERMANENCE_SMTP_URL: sink.url } })
    expect(installation.run(['migrate']).status).toBe(0)
    database = openDatabase(empty.url)
  })
  afterEach(() => {
    sink.mails.length = 0
    sink.manners.before = async () => undefined
  })
  afterAll(async () => {
    await installation.remove()
    await database.close()
    await remove()
    await sink.stop()
  })

  async function put(name: string): Promise<number> {
    const [id = 0] = await idsFrom(database)(1)
    const letter = { from: { address: 'support@coop.example', name: '' }, replyTo: null, to: [{ address: `${name}@example.org`, name: '' }], cc: [], subject: name, text: name, html: name, inReplyTo: null, references: [], files: [] }
    await database.transaction(db => putInOutbox({ db, now: new Date() }, { id, kind: 'reply', messageId: `<${name}.${id}@coop.example>`, letter, ticketId: null, storedMessageId: null, mailboxId: null, agentId: null, hold: null }, { seal: text => text }))
    return id
  }
  const state = async (id: number) => (await database.reader('outbox').where({ id }).first<{ state: string }>('state')).state
  const sentTo = (name: string) => sink.mails.filter(({ to }) => to[0] === `${name}@example.org`)
  /** As if the minute were over for which a killed process keeps what it had claimed. */
  const endClaims = () => database.transaction(db => db('outbox').whereIn('state', ['queued', 'delayed']).update({ claimed_until: 1, next_attempt_at: 1 }))
  const work = () => installation.work('outbox')

  test('killed between the 250 and the commit, it sends again with the same Message-ID, and nothing else twice', async () => {
    let worker: Guarded = work()
    await put('before')
    await until(() => sentTo('before').length === 1)
    sink.manners.before = () => { worker.signal('SIGSTOP'); return Promise.resolve() }
    const id = await put('twice')
    await until(() => sentTo('twice').length === 1)
    await pause(100)
    worker.signal('SIGKILL')
    expect(await state(id)).toBe('queued')

    sink.manners.before = () => Promise.resolve()
    worker = work()
    await put('after')
    await until(() => sentTo('after').length === 1)
    expect(sentTo('twice')).toHaveLength(1)
    await endClaims()
    await until(async () => await state(id) === 'sent')
    const both = sentTo('twice')
    expect(both).toHaveLength(2)
    expect(both[0]?.raw).toBe(both[1]?.raw)
    await pause(500)
    expect(['before', 'after', 'twice'].map(name => sentTo(name).length)).toEqual([1, 1, 2])
    await worker.stop()
  })

  test('killed again and again, nothing is lost, and no more comes twice than was under way', async () => {
    const ids: number[] = []
    for (let mail = 0; mail < 40; mail++) ids.push(await put(`m${mail}`))
    sink.manners.before = () => pause(40)
    const kills = 4
    for (let killed = 0; killed < kills; killed++) {
      const [worker, there] = [work(), sink.mails.length]
      await until(() => sink.mails.length > there + 3)
      await pause(Math.random() * 100)
      worker.signal('SIGKILL')
      await endClaims()
    }
    const workers = [work(), work()]
    await until(async () => (await Promise.all(ids.map(state))).every(one => one === 'sent'))
    const counts = ids.map((_, mail) => sentTo(`m${mail}`).length)
    expect(Math.min(...counts)).toBe(1)
    expect(counts.reduce((sum, count) => sum + count - 1, 0)).toBeLessThanOrEqual(kills * 4)
    await Promise.all(workers.map(worker => worker.stop()))
  })
})
