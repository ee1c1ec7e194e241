import { beforeAll, describe, expect, test } from 'vitest'
import { logTo } from '../../../platform/log.ts'
import { signerOf } from '../../../platform/signing.ts'
import { RemoteFailure } from '../../../platform/errors.ts'
import { eachEngine } from '../../../testing/databases.ts'
import { runsOn } from '../../../testing/runs.ts'
import { testSecrets } from '../../../testing/served.ts'
import type { Progress } from '../../engine/progress.ts'
import type { ActionPort, Call } from '../../ports.ts'
import { fill, agree } from '../../runs/actions/decide.ts'
import { cancelRun } from '../../runs/actions/conduct.ts'
import { tellRun } from '../../runs/actions/tell.ts'
import { runLine } from '../../runs/queries.ts'
import { dueJobs } from '../queries.ts'
import { carryOut } from './carry-out.ts'
import { wakeRuns } from './wake.ts'
import type { JobWorld } from './world.ts'

const MINUTE = 60_000

eachEngine('what runs want done', (open) => {
  let runs: ReturnType<typeof runsOn>
  let now = Date.UTC(2026, 10, 22, 9)
  const asked: Call[] = []
  let answer: ActionPort['ensure'] = () => Promise.resolve({ done: { fine: true } })

  beforeAll(async () => {
    runs = runsOn(open())
    await runs.publish()
  })

  const port: ActionPort = { takes: { needed: [] }, gives: ['fine'], ensure: (call) => { asked.push(call); return answer(call) } }
  const world = (holder: string, parts: Partial<JobWorld> = {}): JobWorld => ({
    database: open(), clock: () => new Date(now), holder, log: logTo('silent'), ports: { actions: { 'test.survey': port, 'test.transfer': port }, probes: {} }, rehearsalPorts: { actions: {}, probes: {} }, open: testSecrets.open,
    saying: { signer: signerOf('x'), seal: testSecrets.seal, newIds: () => Promise.resolve({ messageId: 0, outboxId: 0 }), memberUrl: () => '' }, ...parts,
  })
  const context = { actor: { kind: 'agent', id: 1 } as const }
  const inTransaction = <T>(act: (given: typeof context & { db: Parameters<Parameters<ReturnType<typeof open>['transaction']>[0]>[0], now: Date }) => Promise<T>) => open().transaction(db => act({ ...context, db, now: new Date(now) }))
  const stateOf = async (id: number) => (JSON.parse((await open().reader('runs').where({ id }).first<{ progress: string }>('progress')).progress) as Progress).steps
  const jobsOf = async (id: number) => (await dueJobs(open().reader, new Date(now), 500)).filter(({ runId }) => runId === id)
  const jobOf = async (id: number) => (await jobsOf(id))[0]?.id ?? 0
  async function begun() {
    asked.length = 0
    answer = () => Promise.resolve({ done: { fine: true } })
    return runs.run({ stage: 'survey', at: now })
  }

  test('is done once, and what comes of it is told', async () => {
    const id = await begun()
    expect(await carryOut(world('a'), await jobOf(id))).toBe(true)
    expect(asked.map(({ key, with: given }) => [key, given])).toEqual([[`${id}/survey/1`, { domain: expect.any(String) as string }]])
    expect((await stateOf(id))['survey']).toMatchObject({ state: 'done', result: { fine: true } })
    expect(await jobsOf(id)).toEqual([])
  })

  test('is done by one of two workers that want it at once', async () => {
    const id = await begun()
    const job = await jobOf(id)
    expect((await Promise.all(['a', 'b', 'c'].map(holder => carryOut(world(holder), job)))).sort()).toEqual([false, false, true])
    expect(asked).toHaveLength(1)
  })

  test('is done again with the same key when the worker died in between, once its lease is over', async () => {
    const id = await begun()
    const job = await jobOf(id)
    let commits = 0
    const dying: JobWorld = world('dying', { database: { ...open(), transaction: work => ++commits === 2 ? Promise.reject(new Error('kill -9')) : open().transaction(work) } })
    await expect(carryOut(dying, job)).rejects.toThrow('kill -9')
    expect((await stateOf(id))['survey']?.state).toBe('acting')
    expect(await carryOut(world('too early'), job)).toBe(false)
    now += 6 * MINUTE
    expect(await carryOut(world('next'), job)).toBe(true)
    expect(asked.map(({ key }) => key)).toEqual([`${id}/survey/1`, `${id}/survey/1`])
    expect((await stateOf(id))['survey']?.state).toBe('done')
  })

  test('waits longer after each failure, then asks a person; a person tries again with the same key', async () => {
    const id = await begun()
    answer = () => Promise.reject(new RemoteFailure('the office', true, '503'))
    for (let tries = 1; tries <= 5; tries++) {
      await carryOut(world('a'), await jobOf(id))
      if (tries < 5) expect((await stateOf(id))['survey']).toMatchObject({ state: 'acting', tries })
      now += 300 * MINUTE
    }
    expect((await stateOf(id))['survey']).toMatchObject({ state: 'failed', cause: { why: 'remote', says: 'the office: 503' } })
    expect(await open().reader('runs').where({ id }).first('standing')).toMatchObject({ standing: 'blocked' })
    answer = () => Promise.resolve({ done: {} })
    await inTransaction(given => tellRun(given, id, { type: 'retried', path: 'survey' }))
    await carryOut(world('a'), await jobOf(id))
    expect(new Set(asked.map(({ key }) => key))).toEqual(new Set([`${id}/survey/1`]))
    expect((await stateOf(id))['survey']?.state).toBe('done')
  })

  test('may bring back a secret: it is sealed, its mark stands in the result, and it is destroyed with the run', async () => {
    const id = await begun()
    answer = () => Promise.resolve({ done: { fine: true }, secrets: { code: 'Zx-secret' } })
    await carryOut(world('a'), await jobOf(id))
    const mark = (await stateOf(id))['survey']?.result?.['code'] as { secret: number }
    const kept = await open().reader('run_secrets').where({ run_id: id }).select<{ id: number, sealed: string, field: string }[]>('id', 'sealed', 'field')
    expect(kept).toMatchObject([{ id: mark.secret, field: 'code' }])
    expect(testSecrets.open(kept[0]?.sealed ?? '')).toBe('Zx-secret')
    const everything = JSON.stringify([await open().reader('runs').where({ id }), await open().reader('run_events').where({ run_id: id })])
    expect(everything).not.toContain('Zx-secret')
    await inTransaction(given => cancelRun(given, id, { reason: 'Parti', undo: false }))
    expect(await open().reader('run_secrets').where({ run_id: id }).pluck('sealed')).toEqual([null])
  })

  test('that takes long goes on in slices, and shows how far it is', async () => {
    const id = await begun()
    answer = () => Promise.resolve({ going: { done: 3, of: 10, says: 'INBOX', leftMs: 90_000, againInMs: 1000 } })
    await carryOut(world('a'), await jobOf(id))
    expect((await stateOf(id))['survey']).toMatchObject({ state: 'acting', going: { done: 3, of: 10, says: 'INBOX', endsAt: now + 90_000 } })
    expect((await runLine(open().reader, id)).going).toEqual({ done: 3, of: 10, endsAt: now + 90_000 })
    expect(await jobsOf(id)).toEqual([])
    now += 1000
    answer = () => Promise.resolve({ done: {} })
    await carryOut(world('a'), await jobOf(id))
    expect((await runLine(open().reader, id)).going).toBeNull()
    expect((await stateOf(id))['survey']?.state).toBe('done')
  })

  test('is not done once nobody wants it any more', async () => {
    const id = await begun()
    const job = await jobOf(id)
    // Cancelled while a port may be at work: the answer is waited for, and the run ends with it.
    await inTransaction(given => cancelRun(given, id, { reason: 'Parti', undo: false }))
    expect(await open().reader('runs').where({ id }).first('standing')).toMatchObject({ standing: 'cancelling' })
    await carryOut(world('a'), job)
    expect(await open().reader('runs').where({ id }).first('standing')).toMatchObject({ standing: 'cancelled' })
    expect(await open().reader('jobs').where({ run_id: id })).toEqual([])
  })

  test('answered a second time, or late, changes nothing', async () => {
    const id = await begun()
    await carryOut(world('a'), await jobOf(id))
    const events = async () => (await open().reader('run_events').where({ run_id: id })).length
    const before = await events()
    expect(await inTransaction(given => tellRun(given, id, { type: 'acted', path: 'survey', round: 1, result: { fine: false } }))).toBe(false)
    expect(await inTransaction(given => tellRun(given, id, { type: 'failed', path: 'survey', round: 1, says: '', retry: true }))).toBe(false)
    expect(await events()).toBe(before)
  })

  test('by a port that never answers is given up, and tried again later', async () => {
    const id = await begun()
    answer = () => new Promise(() => undefined)
    await carryOut(world('a', { patienceMs: 20 }), await jobOf(id))
    expect((await stateOf(id))['survey']).toMatchObject({ state: 'acting', tries: 1 })
    expect(await jobsOf(id)).toEqual([])
  })

  test('by an adapter that lets a failure of the network through, is a failure of the other side', async () => {
    const id = await begun()
    answer = () => Promise.reject(Object.assign(new Error('connect ECONNREFUSED 192.0.2.1:443'), { code: 'ECONNREFUSED' }))
    await carryOut(world('a'), await jobOf(id))
    expect((await stateOf(id))['survey']).toMatchObject({ state: 'acting', tries: 1 })
  })

  test('by a port that is not there, says what to do', async () => {
    const id = await begun()
    await carryOut(world('a', { ports: { actions: {}, probes: {} } }), await jobOf(id))
    expect((await stateOf(id))['survey']).toMatchObject({ state: 'failed', cause: { says: expect.stringContaining('test.survey') as unknown } })
  })

  describe('two people at once', () => {
    test('one of two answers is taken, the other is told', async () => {
      const id = await runs.run({ stage: 'answers', at: now })
      const answers = await Promise.allSettled(['info', 'contact'].map(boxes => inTransaction(given => fill(given, { runId: id, path: 'answers', round: 1, values: { boxes } }, { seal: testSecrets.seal }))))
      expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } })
    })

    test('a gate wants the permission that it names', async () => {
      const id = await runs.run({ stage: 'go', at: now })
      const at = { runId: id, path: 'go', round: 1 }
      await expect(inTransaction(given => agree(given, at, { mayApprove: () => false }))).rejects.toMatchObject({ code: 'forbidden' })
      await inTransaction(given => agree(given, at, { mayApprove: permission => permission === 'runs:approve' }))
      expect((await stateOf(id))['transfer']?.state).toBe('acting')
    })
  })

  test('a date that has come wakes its run, also over a clock that jumped, and one that was set back does not', async () => {
    const id = await runs.run({ stage: 'days', at: now })
    const wake = () => wakeRuns({ database: open(), clock: () => new Date(now) })
    await wake()
    expect((await stateOf(id))['days']?.state).toBe('waiting')
    now -= 3600_000
    await wake()
    expect((await stateOf(id))['days']?.state).toBe('waiting')
    now += 9 * 86_400_000
    await wake()
    expect((await stateOf(id))['days']?.state).toBe('done')
    expect((await stateOf(id))['check']?.state).toBe('asked')
  })
})
