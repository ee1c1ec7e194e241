import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Database } from '../server/platform/db.ts'
import { eventsAfter, forgetEvents, lastPosition, numberEvents } from '../server/platform/feed.ts'
import { idsFrom } from '../server/platform/ids.ts'
import { record } from '../server/platform/record.ts'
import { eachEngine } from '../server/testing/databases.ts'
import { leaseOn } from './lease.ts'

eachEngine('leases, ids and the feed', (open) => {
  const lease = (database: Database, name: string, now: () => number) => leaseOn({ database, name, holder: randomUUID(), clock: () => new Date(now()) })
  const tell = (ticketId: number, now = new Date()) => open().transaction(db => record({ db, now }, { type: 'ticket.changed', ticketId }))

  test('one holder at a time, until its time is over or it gives back', async () => {
    let now = 1_000_000
    const name = randomUUID()
    const [one, two] = [lease(open(), name, () => now), lease(open(), name, () => now)]
    expect([await one.isOurs(), await two.isOurs()]).toEqual([true, false])
    now += 60_000
    expect([await two.isOurs(), await one.isOurs()]).toEqual([true, false])
    await two.release()
    expect(await one.isOurs()).toBe(true)
  })

  test('many ask at once, one gets it', async () => {
    const name = randomUUID()
    const asked = await Promise.all(Array.from({ length: 8 }, () => lease(open(), name, () => 1000).isOurs()))
    expect(asked.filter(Boolean)).toHaveLength(1)
  })

  test('no id twice, whoever asks', async () => {
    const processes = Array.from({ length: 4 }, () => idsFrom(open()))
    const given = await Promise.all(processes.flatMap(take => [take(7), take(600), take(1)]))
    const all = given.flat()
    expect(new Set(all).size).toBe(all.length)
    expect(all.every(Number.isSafeInteger)).toBe(true)
  })

  test('a fact that is committed late is not skipped by who reads by position', async () => {
    await tell(1)
    while (await numberEvents(open()) > 0);
    const read = await lastPosition(open().reader)
    let commit: () => void = () => undefined
    const slow = open().engine === 'mysql'
      ? open().transaction(async (db) => { await record({ db, now: new Date() }, { type: 'ticket.changed', ticketId: 2 }); await new Promise<void>((resolve) => { commit = resolve }) })
      : undefined
    await new Promise(resolve => setTimeout(resolve, 50))
    await tell(3)
    while (await numberEvents(open()) > 0);
    expect((await eventsAfter(open().reader, read)).map(event => 'ticketId' in event && event.ticketId)).toEqual([3])
    commit()
    await slow
    if (!slow) await tell(2)
    await numberEvents(open())
    expect((await eventsAfter(open().reader, read)).map(event => 'ticketId' in event && event.ticketId)).toEqual([3, 2])
  })

  test('what everybody has read is forgotten; the numbering goes on', async () => {
    await tell(4, new Date(1000))
    await tell(5)
    while (await numberEvents(open()) > 0);
    const last = await lastPosition(open().reader)
    expect(await forgetEvents(open(), new Date(2000))).toBe(1)
    expect(await lastPosition(open().reader)).toBe(last)
    await tell(6)
    await numberEvents(open())
    expect(await lastPosition(open().reader)).toBe(last + 1)
  })
})
