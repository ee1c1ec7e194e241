import { setTimeout as wait } from 'node:timers/promises'
import type { Manners } from '../../../server/testing/smtp-sink.ts'
import type { Scenario } from '../scenario.ts'

// One member in five has an address that the server refuses for good.
const isRefused = (address: string) => /asso\d*[05]\.example$/.test(address)

const ACCIDENTS: Manners[] = [
  { sender: () => [451, '4.3.0 Try again later'] },
  { recipient: () => [452, '4.2.2 Mailbox full'] },
  { message: () => [451, '4.7.1 Greylisted'] },
  { data: () => 'cut-in-the-middle' },
  { data: () => 'cut-after' },
  { data: () => 'silent' },
  { after: () => 'cut' },
]

/** The server by which our mail leaves misbehaves in every manner there is. */
export const mailServer: Scenario = {
  name: 'mail-server',
  what: 'the mail server refuses for now (4xx) and for good (5xx), hangs, cuts in the data, after the data, and after its 250',
  engines: ['sqlite', 'mysql'],
  flow: (scale, mails) => scale === 'whole' ? { mails: mails / 2, large: 0, answers: mails / 3, forMs: 24_000 } : { mails: mails / 2, large: 0, answers: 30, forMs: 4000 },
  // It goes on refusing while what is left is done; the next scenario begins with good manners.
  ending: ({ stage: { sink } }) => { become(sink.manners, {}) },
  async play(world, scale) {
    const { manners } = world.stage.sink
    const forGood = { recipient: (address: string) => isRefused(address) ? [550, '5.1.1 No such user'] as [number, string] : undefined }
    world.book.refuses = isRefused
    for (const accident of ACCIDENTS) {
      become(manners, { ...forGood, ...accident })
      await wait(scale === 'whole' ? 2500 : 250)
      // Whoever waits for a server that says nothing is killed: a whole minute of it is another scenario.
      if (accident.data?.() === 'silent') await world.crew.kill('outbox')
      become(manners, forGood)
      await world.pause(300, 900)
    }
  },
}

const NORMAL: Manners = { sender: () => undefined, recipient: () => undefined, message: () => undefined, data: () => undefined, after: () => undefined }

/** From now on it behaves like this, and not otherwise. */
const become = (manners: Manners, next: Manners) => Object.assign(manners, NORMAL, next)
