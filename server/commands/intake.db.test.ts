import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../testing/databases.ts'
import { prepareInstallation, type Installation } from '../testing/installation.ts'

eachEngine('permanence intake retry', (open) => {
  let installation: Installation
  beforeAll(() => { installation = prepareInstallation({ databaseUrl: open().url }) })
  afterAll(() => installation.remove())

  const row = { source: 'smtp', size: 1, state: 'quarantined', reason: 'timeout', sha256: 'f'.repeat(64), created_at: 1 }

  test('those that an older reader failed on; bytes that are gone keep nobody from their turn', async () => {
    await open().transaction(db => db('intakes').insert([{ ...row, id: 1 }, { ...row, id: 2, parser_version: 9999 }]))
    const { status, stdout } = installation.run(['intake', 'retry', '--quarantined', '--json'])
    expect([status, JSON.parse(stdout)]).toEqual([0, { retried: 1, recovered: 0 }])
    expect(JSON.parse(installation.run(['intake', 'retry', '--quarantined', '--all', '--json']).stdout)).toEqual({ retried: 2, recovered: 0 })
  })

  test.each([[['1'], 'data directory'], [['999'], 'no such message'], [['abc'], 'no number'], [[], '--quarantined']])('retry %j says what is wrong', (ids, words) => {
    const { status, stderr } = installation.run(['intake', 'retry', ...ids])
    expect([status, stderr]).toEqual([1, expect.stringContaining(words)])
  })
})
