import { expect, test, vi } from 'vitest'
import { eachEngine } from '../testing/databases.ts'
import { isSystemFailure } from './errors.ts'

eachEngine('a transaction', (open, engine) => {
  async function killWhileAsleep(id: number) {
    const isAsleep = async () => (await open().reader('information_schema.processlist').where({ id }).whereRaw("info like '%sleep%'").select('id')).length > 0
    await vi.waitUntil(isAsleep, { timeout: 60_000 })
    await open().reader.raw(`kill connection ${id}`)
  }

  test('fails with what went wrong in it', async () => {
    const mistake = new Error('a mistake of ours')
    await expect(open().transaction(() => Promise.reject(mistake))).rejects.toBe(mistake)
  })

  // SQLite has no connection that could be lost.
  test.runIf(engine === 'mysql')('on a connection that is lost fails by the loss, though the rollback fails as well', async () => {
    const failed: unknown = await open().transaction(async (db) => {
      const [[{ id }]] = await db.raw('select connection_id() as id') as [[{ id: number }]]
      // Cut in the middle of a statement: one that begins afterwards fails without saying why.
      await Promise.all([db.raw('select sleep(20)'), killWhileAsleep(id)])
    }).catch((error: unknown) => error)
    expect([isSystemFailure(failed), (failed as { code?: string }).code]).toEqual([true, expect.stringMatching(/^(PROTOCOL_CONNECTION_LOST|ECONNRESET|EPIPE|ER_CONNECTION_KILLED)$/)])
    expect(await open().transaction(db => db('leases').select('name'))).toEqual([])
  })
})
