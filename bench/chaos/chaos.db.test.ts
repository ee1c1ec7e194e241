import { describe, expect, test } from 'vitest'
import { ENGINES } from '../stores.ts'
import { play } from './play.ts'
import { together } from './scenarios/together.ts'
import { openStage } from './stage.ts'

// The small twin of `npm run chaos`. Each engine has servers of its own: nobody else's database is killed.
describe.concurrent('while workers, mailbox, database and mail server come and go', () => {
  test.each(ENGINES)('every mail and every answer is there once (%s)', async (engine) => {
    const stage = await openStage()
    try {
      const outcome = await play(stage, together, { engine, scale: 'small', mails: 240, seed: 1, tell: () => undefined })
      expect(outcome).toMatchObject({ said: [], ledger: 'clean', lost: 0, doubled: 0, astray: 0 })
      expect(outcome.kills).toBeGreaterThan(3)
    }
    finally {
      await stage.stop()
    }
  }, 240_000)
})
