import type { Scenario } from '../scenario.ts'

const EACH = ['mail-in', 'outbox', 'feed', 'timers', 'housekeeping']

/** Any process dies at any moment. */
export const kills: Scenario = {
  name: 'kills',
  what: 'every worker is killed (kill -9) at random moments, again and again',
  engines: ['sqlite', 'mysql'],
  flow: (scale, mails) => scale === 'whole' ? { mails: mails * 4, large: 3, answers: mails / 3, forMs: 45_000 } : { mails, large: 0, answers: 20, forMs: 4000 },
  async play({ crew, pause, random, tell }, scale) {
    const often = scale === 'whole' ? 24 : 4
    for (let kill = 0; kill < often; kill += 1) {
      await pause(200, 3000)
      // Each of them, then mostly those who do the most.
      const worker = EACH[kill] ?? random.one(['mail-in', 'mail-in', 'mail-in', 'outbox', 'outbox', 'feed', 'timers'])
      await crew.kill(worker)
      tell(`  killed: ${worker}`)
    }
  },
}
