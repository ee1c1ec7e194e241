import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { eachEngine } from '../testing/databases.ts'
import { record } from './record.ts'
import { changeSignal } from './wake.ts'

eachEngine('the signal of change', (open) => {
  const commit = () => open().transaction(db => record({ db, now: new Date() }, { type: 'ticket.changed', ticketId: 1 }))

  async function timed(work: Promise<void>) {
    const start = performance.now()
    await work
    return performance.now() - start
  }

  test('comes soon after a commit, and not before', async () => {
    const signal = changeSignal(open())
    await signal.next(0)
    let come = false
    const coming = timed(signal.next(5000)).then((ms) => { come = true; return ms })
    await wait(200)
    expect(come).toBe(false)
    await commit()
    const committed = performance.now()
    await coming
    // At most a tenth of a second; the rest is for a busy machine.
    expect(performance.now() - committed).toBeLessThan(500)
    signal.close()
  })

  test('a commit between two waits is not missed', async () => {
    const signal = changeSignal(open())
    await signal.next(0)
    await commit()
    expect(await timed(signal.next(5000))).toBeLessThan(500)
    signal.close()
  })

  test('comes in any case after the time given', async () => {
    const signal = changeSignal(open())
    await signal.next(0)
    expect(await timed(signal.next(150))).toBeGreaterThanOrEqual(100)
    signal.close()
  })

  test('ends when it is closed, and twice is once', async () => {
    const signal = changeSignal(open())
    await signal.next(0)
    const coming = timed(signal.next(10_000))
    signal.close()
    signal.close()
    expect(await coming).toBeLessThan(1000)
    await signal.next(10_000)
  })
})
